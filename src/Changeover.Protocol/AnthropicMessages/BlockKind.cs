namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The kinds of content blocks that an answer can stream.</summary>
internal enum BlockKind
{
    /// <summary>One that only its provider can read.</summary>
    Other,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Thinking.</summary>
    Thinking,

    /// <summary>Thinking of which nothing is seen.</summary>
    Redacted,

    /// <summary>A tool call.</summary>
    Call,
}
