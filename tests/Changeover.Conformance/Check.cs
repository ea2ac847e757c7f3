namespace Changeover.Conformance;

/// <summary>One question to a gateway.</summary>
/// <param name="Name">Group and matter: <c>usage.chat.streamed</c>.</param>
/// <param name="Asserts">What must hold, in one sentence.</param>
/// <param name="RunAsync">Asks it.</param>
public sealed record Check(string Name, string Asserts, Func<Lab, CancellationToken, Task<Finding>> RunAsync)
{
    /// <summary>The part of the name before the first dot.</summary>
    public string Group => Name.Split('.')[0];
}
