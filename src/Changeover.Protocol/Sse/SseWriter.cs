using System.Buffers;

namespace Changeover.Protocol.Sse;

/// <summary>Writes frames of a server-sent event stream. Every frame ends with its blank line.</summary>
public static class SseWriter
{
    /// <summary>A frame with only data; line breaks inside become several data lines.</summary>
    public static void WriteData(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        WriteLines(output, data);
        output.Write("\n"u8);
    }

    /// <summary>A named event. <paramref name="name"/> must hold no line break.</summary>
    public static void WriteEvent(IBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        WriteField(output, "event: "u8, name);
        WriteData(output, data);
    }

    /// <summary>A comment, which clients ignore. <paramref name="text"/> must hold no line break.</summary>
    public static void WriteComment(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        WriteField(output, ": "u8, text);
        output.Write("\n"u8);
    }

    /// <summary><paramref name="frame"/> with the bytes <paramref name="cut"/> of its data left out, all else as it came.</summary>
    public static void WriteWithout(IBufferWriter<byte> output, in SseFrame frame, ByteRange cut)
    {
        if (frame.IsJoined)
        {
            Rewrite(output, frame, cut);
            return;
        }

        int start = frame.DataStart + cut.Start;
        Copy(output, frame.Raw.Slice(0, start));
        Copy(output, frame.Raw.Slice(start + cut.Length));
    }

    private static void Rewrite(IBufferWriter<byte> output, in SseFrame frame, ByteRange cut)
    {
        if (!frame.Event.IsEmpty)
        {
            WriteField(output, "event: "u8, frame.Event.ToArray());
        }

        if (!frame.Id.IsEmpty)
        {
            WriteField(output, "id: "u8, frame.Id.ToArray());
        }

        byte[] data = frame.Data.ToArray();
        WriteData(output, [.. data.AsSpan(0, cut.Start), .. data.AsSpan(cut.End)]);
    }

    private static void WriteLines(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        int lineEnd;
        while ((lineEnd = data.IndexOfAny((byte)'\n', (byte)'\r')) >= 0)
        {
            WriteField(output, "data: "u8, data[..lineEnd]);
            bool isPair = data[lineEnd] == (byte)'\r' && lineEnd + 1 < data.Length && data[lineEnd + 1] == (byte)'\n';
            data = data[(lineEnd + (isPair ? 2 : 1))..];
        }

        WriteField(output, "data: "u8, data);
    }

    private static void WriteField(IBufferWriter<byte> output, ReadOnlySpan<byte> head, ReadOnlySpan<byte> value)
    {
        Span<byte> line = output.GetSpan(head.Length + value.Length + 1);
        head.CopyTo(line);
        value.CopyTo(line[head.Length..]);
        line[head.Length + value.Length] = (byte)'\n';
        output.Advance(head.Length + value.Length + 1);
    }

    private static void Copy(IBufferWriter<byte> output, in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            output.Write(segment.Span);
        }
    }
}
