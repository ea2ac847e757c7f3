namespace Changeover.Sandbox.Exchanges;

/// <summary>The provider's side of the account.</summary>
public sealed record Bill
{
    /// <summary>Requests received, charged or not.</summary>
    public required long Requests { get; init; }

    /// <summary>Prompt tokens of all requests since the start or the last reset.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>Completion tokens of all requests since the start or the last reset.</summary>
    public required long CompletionTokens { get; init; }

    /// <summary>One line per request that is still in the journal, oldest first.</summary>
    public required IReadOnlyList<BillLine> Lines { get; init; }
}
