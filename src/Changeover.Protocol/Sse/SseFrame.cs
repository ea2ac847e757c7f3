using System.Buffers;

namespace Changeover.Protocol.Sse;

/// <summary>One frame of a server-sent event stream. Valid until the scanner that gave it reads again.</summary>
public readonly struct SseFrame
{
    private readonly SseFields _fields;
    private readonly ReadOnlyMemory<byte> _joined;

    internal SseFrame(ReadOnlySequence<byte> raw, in SseFields fields, ReadOnlyMemory<byte> joined, bool isClosed)
    {
        Raw = raw;
        _fields = fields;
        _joined = joined;
        IsClosed = isClosed;
    }

    /// <summary>The bytes as they came, the closing blank line included.</summary>
    public ReadOnlySequence<byte> Raw { get; }

    /// <summary>False when the stream ended before the closing blank line.</summary>
    public bool IsClosed { get; }

    /// <summary>False for a comment, a keep-alive blank line, or a frame that only sets other fields.</summary>
    public bool HasData => _fields.DataLines > 0;

    /// <summary>The payload; several data lines are joined by a line feed. Empty when there is none.</summary>
    public ReadOnlySequence<byte> Data => IsJoined ? new(_joined) : Slice(_fields.Data);

    /// <summary>The event name; empty when there is none.</summary>
    public ReadOnlySequence<byte> Event => Slice(_fields.Event);

    /// <summary>The event id; empty when there is none.</summary>
    public ReadOnlySequence<byte> Id => Slice(_fields.Id);

    /// <summary>True when <see cref="Data"/> is not a slice of <see cref="Raw"/>.</summary>
    internal bool IsJoined => _fields.DataLines > 1;

    internal int DataStart => _fields.Data.Start;

    private ReadOnlySequence<byte> Slice(ByteRange range) => Raw.Slice(range.Start, range.Length);
}
