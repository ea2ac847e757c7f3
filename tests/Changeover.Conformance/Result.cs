namespace Changeover.Conformance;

/// <summary>A check that has been run.</summary>
/// <param name="Name">Name of the check.</param>
/// <param name="Asserts">What it asserts.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Evidence">What that rests on.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record Result(string Name, string Asserts, Verdict Verdict, string Evidence, long Milliseconds)
{
    /// <summary>The part of the name before the first dot.</summary>
    public string Group => Name.Split('.')[0];
}
