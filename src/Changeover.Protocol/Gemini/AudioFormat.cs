namespace Changeover.Protocol.Gemini;

/// <summary>Sound: a media type here, a format's name in the neutral form.</summary>
internal static class AudioFormat
{
    private const string Prefix = "audio/";

    /// <summary>null when it is no sound.</summary>
    public static string? OfMediaType(string mediaType)
    {
        if (!mediaType.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        string format = mediaType[Prefix.Length..];
        return format switch
        {
            "mpeg" => "mp3",
            "x-wav" or "wave" => "wav",
            _ => format,
        };
    }

    public static string ToMediaType(string format) => Prefix + format;
}
