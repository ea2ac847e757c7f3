namespace Changeover.Protocol.OpenAIChat;

/// <summary>What a frame of a streamed answer is good for.</summary>
public enum FrameKind
{
    /// <summary>No payload: a comment, a blank line, an empty data line.</summary>
    Comment,

    /// <summary>A chunk with nothing to show: the role, an empty delta, a provider's own notes.</summary>
    Preamble,

    /// <summary>A chunk with something to show; it may finish a choice as well.</summary>
    Content,

    /// <summary>A chunk that finishes a choice and shows nothing.</summary>
    Finish,

    /// <summary>A chunk with usage and no choices, as <c>include_usage</c> makes.</summary>
    UsageOnly,

    /// <summary><c>[DONE]</c>.</summary>
    Done,

    /// <summary>An error in the stream, or a finish that is one.</summary>
    Error,

    /// <summary>Not one JSON object.</summary>
    Malformed,
}
