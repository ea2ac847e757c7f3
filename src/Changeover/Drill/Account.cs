namespace Changeover.Drill;

/// <summary>A simulated provider's own account of a drill.</summary>
/// <param name="Requests">Requests received, attempts that failed included.</param>
/// <param name="InputTokens">Tokens charged for prompts.</param>
/// <param name="OutputTokens">Tokens charged for answers.</param>
public sealed record Account(long Requests, long InputTokens, long OutputTokens)
{
    /// <summary>What was added to an earlier account.</summary>
    public Account Since(Account earlier) => new(Requests - earlier.Requests, InputTokens - earlier.InputTokens, OutputTokens - earlier.OutputTokens);
}
