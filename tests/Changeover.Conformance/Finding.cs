namespace Changeover.Conformance;

/// <summary>Verdict of a check, and what it rests on.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Evidence">What was seen, in one line.</param>
public sealed record Finding(Verdict Verdict, string Evidence)
{
    /// <summary>Passed if nothing is wrong, else failed for all of it.</summary>
    public static Finding Of(IEnumerable<string> wrong, string seen) =>
        string.Join("; ", wrong.Take(5)) is { Length: > 0 } faults ? new(Verdict.Fail, faults) : new(Verdict.Pass, seen);

    /// <summary>Passed if it holds.</summary>
    public static Finding If(bool holds, string seen) => new(holds ? Verdict.Pass : Verdict.Fail, seen);
}
