namespace Changeover.Sandbox.Answers;

/// <summary>One of the answers, as tokens.</summary>
internal sealed record Choice
{
    public IReadOnlyList<string> Reasoning { get; init; } = [];
    /// <summary>The reasoning is not shown, only a sealed form of it.</summary>
    public bool IsReasoningHidden { get; init; }

    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>The text is a refusal.</summary>
    public bool IsRefusal { get; init; }

    public IReadOnlyList<Call> Calls { get; init; } = [];

    /// <summary>In OpenAI's words: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c> or a provider's own.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The stop sequence that ended the text; it is not part of it.</summary>
    public string? StopSequence { get; init; }

    public int TokenCount => Reasoning.Count + Text.Count + Calls.Sum(c => c.TokenCount);
}
