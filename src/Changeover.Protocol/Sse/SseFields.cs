namespace Changeover.Protocol.Sse;

/// <summary>Where the fields of a frame lie, relative to its first byte.</summary>
internal struct SseFields
{
    public int DataLines;
    public ByteRange Data;
    public ByteRange Event;
    public ByteRange Id;
}
