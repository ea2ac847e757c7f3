using System.Text.Json;

namespace Changeover.Protocol.Splice;

/// <summary>Property names that a client chose to write with backslashes.</summary>
internal static class JsonName
{
    /// <summary>Compares the rare way: the reader itself unescapes.</summary>
    public static bool EqualsEscaped(ReadOnlySpan<byte> written, ReadOnlySpan<byte> plain)
    {
        byte[] quoted = [(byte)'"', .. written, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        return reader.Read() && reader.ValueTextEquals(plain);
    }
}
