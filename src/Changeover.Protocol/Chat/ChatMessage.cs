using System.Collections.ObjectModel;

namespace Changeover.Protocol.Chat;

/// <summary>One turn of a conversation.</summary>
public sealed record ChatMessage
{
    /// <summary>Who speaks.</summary>
    public required Role Role { get; init; }

    /// <summary>What is said, in order; empty for an assistant turn that only calls tools.</summary>
    public IReadOnlyList<ContentPart> Parts { get; init; } = [];

    /// <summary>The speaker's name, where the dialect has one; null = not said.</summary>
    public string? Name { get; init; }

    /// <summary>Tool calls of an assistant turn.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>On a <see cref="Role.Tool"/> turn: the call that this is the result of; null for the legacy <c>function</c> role.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>On a <see cref="Role.Tool"/> turn: the tool failed, and the content says how.</summary>
    public bool IsToolError { get; init; }

    /// <summary>Reasoning text of an assistant turn that no provider has sealed (<c>reasoning_content</c>); null = none kept.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Fields the neutral form has no place for: name → raw JSON.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>All reasoning of the turn as text, sealed or not; null = none that can be read.</summary>
    public string? ReasoningText
    {
        get
        {
            string text = string.Concat(Parts.OfType<ContentPart.Reasoning>().Select(part => part.Value)) + Reasoning;
            return text.Length > 0 ? text : Reasoning;
        }
    }

    /// <summary>All text parts joined; a convenience for readers that only understand text.</summary>
    public string PlainText => Parts.Count == 1 && Parts[0] is ContentPart.Text only
        ? only.Value
        : string.Concat(Parts.OfType<ContentPart.Text>().Select(part => part.Value));
}
