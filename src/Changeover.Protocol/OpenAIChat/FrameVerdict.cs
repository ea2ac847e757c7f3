namespace Changeover.Protocol.OpenAIChat;

/// <summary>What one frame is.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="UsageRange">The top-level <c>usage</c> property inside the frame's data, with the comma that goes with it; empty = absent.</param>
/// <param name="UsageIsNull">The property is there and null.</param>
public readonly record struct FrameVerdict(FrameKind Kind, ByteRange UsageRange = default, bool UsageIsNull = false);
