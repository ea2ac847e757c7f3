namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The events of a stream. <see cref="Other"/>: <c>ping</c>, and what is not known.</summary>
internal enum FrameType
{
    Other,
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Error,
}
