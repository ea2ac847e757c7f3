using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot.Document;

/// <summary>Quotes what a user wrote, unless it might be a credential in the wrong place.</summary>
internal static partial class Quoting
{
    private const int Longest = 60;
    private const int Searchable = 1000;

    /// <summary>The text in quotes; a description instead where it is long or looks like a secret.</summary>
    public static string Quote(string text) =>
        text.Length > Longest || LooksSecret(text) || text.Any(char.IsControl) ? "the value" : $"\"{text}\"";

    /// <summary>Whether text holds a run that could be a key: better one harmless word too many hidden than one key shown.</summary>
    public static bool LooksSecret(string text) => text.Length > Searchable || KeyLike().IsMatch(text);

    // A known prefix, or 20 characters in a row without a space that mix letters and digits.
    [GeneratedRegex(@"(?i:sk-|bce-v3|akia|eyj|bearer |basic )|(?=[A-Za-z_\-+=.]*[0-9])(?=[0-9_\-+=.]*[A-Za-z])[A-Za-z0-9_\-+=.]{20,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyLike();
}
