using System.Text;
using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Upstream;

/// <summary>Makes what an upstream said fit for the client and the log: providers quote credentials, accounts and addresses in their errors. Pure, and linear in the text, whatever it is.</summary>
internal static class Redaction
{
    /// <summary>Longest text that is let through, in characters.</summary>
    public const int MaxLength = 500;

    private const int MaxRead = 4096;
    private const int ShortestPart = 8;
    private const string Mark = "•••";

    /// <summary>What betrays by its shape, whoever's it is. Masked keys, such as <c>sk-ab****yz</c>, count too: their ends are real.</summary>
    private static readonly Regex Shapes = new(
        """
          Bearer\ +[^\s"',;]+                                           # a header
        | \b(sk|ak|pk|rk|api|key)-[\w*.-]{4,}                           # OpenAI and most others
        | \b(bce-v3|bce-auth-v1)/[^\s"',;]+                             # Baidu
        | \b(AKIA|ASIA|AKID|LTAI|ALTAK|AIza|gsk_|hf_|xai-)[\w*-]{8,}    # access keys of clouds
        | \beyJ[\w-]{8,}(\.[\w-]+)*                                     # JWT
        | \b[0-9A-Za-z_]{32,}(\.[0-9A-Za-z]{8,})?                       # any long run: a key, a hash, an id
        | \b(org-|proj_|acct_|user-|team-)[\w-]{4,}                     # accounts
        | [\w.+-]+@[\w-]+(\.[\w-]+)+                                    # e-mail
        | //[^\s/@]+@                                                   # user and password in a URL
        | [?&](api[-_]?key|key|token|access_token|signature|sig)=[^&\s"']+
        """,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture);

    /// <summary>The message without the secrets, without any part of them of eight characters or more, without anything that looks like a credential,
    /// an account, an e-mail address or a URL's user, on one line and of bounded length. null stays null.</summary>
    /// <param name="message">What the upstream said.</param>
    /// <param name="secrets">The credentials in use; case does not matter.</param>
    public static string? Clean(string? message, params ReadOnlySpan<Secret> secrets)
    {
        if (message is null)
        {
            return null;
        }

        // What is taken out may lay bare what it hid: a URL's user behind a slash that was part of a key.
        var (text, before) = (WithoutSecrets(message, secrets)!, "");
        while (text != before)
        {
            (before, text) = (text, Shapes.Replace(text, Mark));
        }

        return text.Length <= MaxLength ? text : Cut(text, MaxLength - 1) + "…";
    }

    /// <summary>A code, a type or the name of a field: on one line and without the secrets, but with its long words, which are no keys. null stays null.</summary>
    /// <param name="word">What the upstream said.</param>
    /// <param name="secrets">The credentials in use; case does not matter.</param>
    public static string? WithoutSecrets(string? word, params ReadOnlySpan<Secret> secrets)
    {
        if (word is null)
        {
            return null;
        }

        var text = OnOneLine(Cut(word, MaxRead));
        foreach (var secret in secrets)
        {
            text = WithoutParts(text, secret.Reveal());
        }

        return text;
    }

    private static string OnOneLine(string text) =>
        string.Create(text.Length, text, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });

    private static string WithoutParts(string text, string secret)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var shared = SharedWith(secret, text.AsSpan(i));
            if (shared == 0)
            {
                clean.Append(text[i++]);
            }
            else
            {
                clean.Append(Mark);
                i += shared;
            }
        }

        return clean.ToString();
    }

    /// <summary>Length of the longest beginning of the text that stands in the secret; 0 when it is too short to betray anything. A secret that is short itself counts only whole.</summary>
    private static int SharedWith(string secret, ReadOnlySpan<char> text)
    {
        var shared = 0;
        for (var length = Math.Clamp(secret.Length, 1, ShortestPart); length <= text.Length && Contains(secret, text[..length]); length++)
        {
            shared = length;
        }

        return shared;

        static bool Contains(string secret, ReadOnlySpan<char> part) => secret.AsSpan().Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Never between the halves of one character.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
