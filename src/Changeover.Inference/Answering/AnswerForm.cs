namespace Changeover.Inference.Answering;

/// <summary>What an answer may consist of.</summary>
internal sealed record AnswerForm
{
    /// <summary>Tools that may be called; empty = a tool call's marks are plain text.</summary>
    public IReadOnlySet<string> ToolNames { get; init; } = new HashSet<string>();

    /// <summary>The answer ends after the first tool call.</summary>
    public bool OneToolCall { get; init; }

    /// <summary>The answer may open with reasoning; false where a constraint rules it from the first token.</summary>
    public bool MayReason { get; init; }

    /// <summary>The prompt already opened the reasoning.</summary>
    public bool StartsInReasoning { get; init; }

    /// <summary>Strings that end the text.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}
