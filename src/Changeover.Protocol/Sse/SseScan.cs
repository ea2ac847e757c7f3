namespace Changeover.Protocol.Sse;

/// <summary>What a look into the buffer gave.</summary>
public enum SseScan
{
    /// <summary>No complete frame yet; at the end of a stream: nothing is left.</summary>
    NeedMore,

    /// <summary>One frame.</summary>
    Frame,

    /// <summary>The frame at the front exceeds the bound. Nothing was consumed; the stream cannot go on.</summary>
    TooLarge,
}
