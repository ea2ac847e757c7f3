namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Bytes in JSON: either alphabet, padding optional.</summary>
internal static class Base64
{
    /// <returns>null when the text is not base64.</returns>
    public static byte[]? Decode(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var padded = plain.PadRight((plain.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }
}
