namespace Changeover.Inference.Tokens;

/// <summary>The byte-level alphabet: byte-level vocabularies spell every byte as one printable character, so that a token is a plain string. Printable Latin-1 stands for itself, the other 68 bytes for U+0100 and up, in order.</summary>
internal static class ByteAlphabet
{
    private static readonly Dictionary<char, byte> s_bytes = Build();

    /// <summary>The bytes that a token's spelling stands for; null when a character is not of the alphabet.</summary>
    public static byte[]? Decode(string spelling)
    {
        var bytes = new byte[spelling.Length];
        for (var i = 0; i < spelling.Length; i++)
        {
            if (!s_bytes.TryGetValue(spelling[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static Dictionary<char, byte> Build()
    {
        var bytes = new Dictionary<char, byte>();
        var substitute = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (> 32 and < 127) or (> 160 and < 173) or > 173;
            bytes[printable ? (char)value : (char)substitute++] = (byte)value;
        }

        return bytes;
    }
}
