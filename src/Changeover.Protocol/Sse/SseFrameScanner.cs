using System.Buffers;

namespace Changeover.Protocol.Sse;

/// <summary>
/// Cuts a server-sent event stream into frames without copying. One per stream; however the stream is split into reads,
/// the frames are the same. Lines end in LF, CRLF or CR; a blank line alone is a frame without data.
/// </summary>
/// <param name="maxFrameBytes">Bound of one frame in bytes; default 16 MiB.</param>
public sealed class SseFrameScanner(int maxFrameBytes = SseFrameScanner.DefaultMaxFrameBytes)
{
    /// <summary>16 MiB: room for a picture in base64.</summary>
    public const int DefaultMaxFrameBytes = 16 * 1024 * 1024;

    private const int LongestFieldHead = 7; // "event: "
    private const int KeptJoinBytes = 64 * 1024;

    private ArrayBufferWriter<byte>? _joined;
    private SseFields _fields;
    private int _lineStart;
    private int _examined;
    private bool _begun;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Takes the next frame off the front of <paramref name="buffer"/>, which must begin at the first byte not yet consumed.
    /// The scanner remembers how far it looked, so a frame that arrives in many reads costs one pass.
    /// </summary>
    public SseScan Read(ref ReadOnlySequence<byte> buffer, out SseFrame frame) => Scan(ref buffer, atEnd: false, out frame);

    /// <summary>As <see cref="Read"/>, when no more bytes will come: what is left without a closing blank line is a frame too.</summary>
    public SseScan ReadLast(ref ReadOnlySequence<byte> buffer, out SseFrame frame) => Scan(ref buffer, atEnd: true, out frame);

    /// <summary>Ready for another stream.</summary>
    public void Reset()
    {
        _begun = false;
        StartFrame();
        if (_joined?.Capacity > KeptJoinBytes)
        {
            _joined = null;
        }
    }

    private SseScan Scan(ref ReadOnlySequence<byte> buffer, bool atEnd, out SseFrame frame)
    {
        while (TryFindLineEnd(buffer, atEnd, out int end, out int next))
        {
            SkipByteOrderMark(buffer);
            bool isBlank = end == _lineStart;
            if (!isBlank)
            {
                NoteField(buffer, end);
            }

            _lineStart = _examined = next;
            if (isBlank)
            {
                return Take(ref buffer, next, isClosed: true, out frame);
            }
        }

        if (atEnd && !buffer.IsEmpty)
        {
            int end = (int)buffer.Length;
            SkipByteOrderMark(buffer);
            if (end > _lineStart)
            {
                NoteField(buffer, end);
            }

            return Take(ref buffer, end, isClosed: false, out frame);
        }

        frame = default;
        return buffer.Length > maxFrameBytes ? SseScan.TooLarge : SseScan.NeedMore;
    }

    private SseScan Take(ref ReadOnlySequence<byte> buffer, int length, bool isClosed, out SseFrame frame)
    {
        if (length > maxFrameBytes)
        {
            frame = default;
            return SseScan.TooLarge;
        }

        frame = new SseFrame(buffer.Slice(0, length), _fields, _fields.DataLines > 1 ? _joined!.WrittenMemory : default, isClosed);
        buffer = buffer.Slice(length);
        StartFrame();
        return SseScan.Frame;
    }

    private void StartFrame()
    {
        _fields = default;
        _lineStart = 0;
        _examined = 0;
    }

    /// <summary>A CR at the end of what is there may be half of a CRLF: it is left until the next byte or the end of the stream decides.</summary>
    private bool TryFindLineEnd(in ReadOnlySequence<byte> buffer, bool atEnd, out int end, out int next)
    {
        int length = (int)Math.Min(buffer.Length, int.MaxValue);
        end = buffer.IsSingleSegment ? IndexOfLineEnd(buffer.FirstSpan, _examined) : IndexOfLineEnd(buffer, _examined);
        next = end + 1;
        if (end < 0)
        {
            _examined = length;
            return false;
        }

        if (At(buffer, end) == (byte)'\n')
        {
            return true;
        }

        if (next == length && !atEnd)
        {
            _examined = end;
            return false;
        }

        if (next < length && At(buffer, next) == (byte)'\n')
        {
            next++;
        }

        return true;
    }

    private static int IndexOfLineEnd(ReadOnlySpan<byte> span, int from)
    {
        int index = span[from..].IndexOfAny((byte)'\n', (byte)'\r');
        return index < 0 ? -1 : from + index;
    }

    private static int IndexOfLineEnd(in ReadOnlySequence<byte> buffer, int from)
    {
        foreach (ReadOnlyMemory<byte> segment in buffer.Slice(from))
        {
            int index = segment.Span.IndexOfAny((byte)'\n', (byte)'\r');
            if (index >= 0)
            {
                return from + index;
            }

            from += segment.Length;
        }

        return -1;
    }

    private static byte At(in ReadOnlySequence<byte> buffer, int index)
    {
        Span<byte> copy = stackalloc byte[1];
        return Head(buffer, index, 1, copy)[0];
    }

    private void SkipByteOrderMark(in ReadOnlySequence<byte> buffer)
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        Span<byte> head = stackalloc byte[3];
        if (Head(buffer, 0, (int)Math.Min(buffer.Length, 3), head).SequenceEqual(ByteOrderMark))
        {
            _lineStart = 3;
        }
    }

    private void NoteField(in ReadOnlySequence<byte> buffer, int end)
    {
        Span<byte> copy = stackalloc byte[LongestFieldHead];
        ReadOnlySpan<byte> head = Head(buffer, _lineStart, Math.Min(end - _lineStart, LongestFieldHead), copy);
        int colon = head.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? head : head[..colon];
        int valueStart = colon < 0 ? end : _lineStart + colon + 1;
        if (colon >= 0 && colon + 1 < head.Length && head[colon + 1] == (byte)' ')
        {
            valueStart++;
        }

        ByteRange value = ByteRange.Between(valueStart, end);
        if (name.SequenceEqual("data"u8))
        {
            NoteData(buffer, value);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _fields.Event = value;
        }
        else if (name.SequenceEqual("id"u8))
        {
            _fields.Id = value;
        }
    }

    private void NoteData(in ReadOnlySequence<byte> buffer, ByteRange value)
    {
        if (++_fields.DataLines == 1)
        {
            _fields.Data = value;
            return;
        }

        _joined ??= new ArrayBufferWriter<byte>();
        if (_fields.DataLines == 2)
        {
            _joined.ResetWrittenCount();
            Join(buffer, _fields.Data);
        }

        _joined.Write("\n"u8);
        Join(buffer, value);
    }

    private void Join(in ReadOnlySequence<byte> buffer, ByteRange value)
    {
        foreach (ReadOnlyMemory<byte> segment in buffer.Slice(value.Start, value.Length))
        {
            _joined!.Write(segment.Span);
        }
    }

    private static ReadOnlySpan<byte> Head(in ReadOnlySequence<byte> buffer, int start, int length, Span<byte> copy)
    {
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        if (start + length <= first.Length)
        {
            return first.Slice(start, length);
        }

        buffer.Slice(start, length).CopyTo(copy);
        return copy[..length];
    }
}
