namespace Changeover.Inference.Loading;

/// <summary>Walks the fields of a protobuf message in a seekable stream without reading what is skipped. A field that runs past its message is an <see cref="InvalidDataException"/>: the file is cut short or is not protobuf.</summary>
internal sealed class ProtobufScanner(Stream stream)
{
    private const int DeepestNesting = 64;
    private int _depth;

    /// <summary>Calls <paramref name="field"/> with number and value of every field up to <paramref name="end"/>; for a length-delimited field the value is its length, and the stream stands at its first byte.</summary>
    public void Fields(long end, Action<int, ulong> field)
    {
        while (stream.Position < end)
        {
            var tag = Varint();
            var (number, wire) = ((int)(tag >> 3), (int)(tag & 7));
            var value = wire is 0 or 2 ? Varint() : 0;
            var next = stream.Position + wire switch
            {
                0 => 0,
                1 => 8,
                2 => value <= long.MaxValue ? (long)value : long.MaxValue - stream.Position,
                5 => 4,
                _ => throw new InvalidDataException("not a protobuf file"),
            };
            if (number == 0 || next > end)
            {
                throw new InvalidDataException("the file ends in the middle of a field");
            }

            field(number, value);
            stream.Position = next;
        }
    }

    /// <summary>Fields of the length-delimited field that the stream stands at.</summary>
    public void Message(ulong length, Action<int, ulong> field)
    {
        if (++_depth > DeepestNesting)
        {
            throw new InvalidDataException("messages nested too deeply");
        }

        Fields(stream.Position + (long)length, field);
        _depth--;
    }

    /// <summary>The bytes of the length-delimited field that the stream stands at, bounded.</summary>
    public byte[] Bytes(ulong length)
    {
        var bytes = new byte[length <= 4096 ? (int)length : throw new InvalidDataException("a name of more than 4096 bytes")];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                throw new InvalidDataException("the file ends in the middle of a number");
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("not a protobuf file");
    }
}
