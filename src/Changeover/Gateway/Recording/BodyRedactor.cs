using System.Text;
using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Recording;

/// <summary>Makes a body fit to be kept: what looks like a credential and what the route's rules match becomes <c>[redacted]</c>, and what is too long is cut with a mark.</summary>
/// <param name="rules">The route's rules, compiled with a time limit.</param>
public sealed class BodyRedactor(IReadOnlyList<Regex> rules)
{
    /// <summary>Longest body that is kept whole, in bytes; about so many characters are kept of a longer one.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "[redacted]";

    /// <summary>What is kept of a body on which a rule ran out of time.</summary>
    public const string TimedOut = "[not kept: a redaction rule ran out of time]";

    /// <summary>Most that is read of a body, in bytes: a secret that the cut goes through would no longer match, so a little past the cut is searched too, and never kept.</summary>
    public const int MaxRead = MaxLength + Overlap;

    private const int Overlap = 1024;

    // Narrow shapes only: a body is the customer's text, and a redactor that eats it has no use. <name> is what stays before a value.
    private static readonly Regex Credentials = new(
        """
          (?i:\b(?<name>(bearer|basic)\s{1,8})[a-z0-9._~+/=-]{8,})                                              # a header
        | (?i:(?<name>\\{0,7}"([a-z_-]{0,32}api[_-]?key|authorization|access[_-]?token|password|[a-z_-]{0,32}secret)\\{0,7}"\s{0,8}:\s{0,8}\\{0,7}")[^"\\]+)  # a JSON value, also inside a string
        | \b(sk|pk|rk|ak|gsk|xai|hf|ghp|gho|nvapi|pplx|r8)[-_][A-Za-z0-9_-]{16,}                                 # OpenAI and most others
        | \b(AIza|AKIA|ASIA|AKID|LTAI|ALTAK)[A-Za-z0-9_-]{12,}                                                   # access keys of clouds
        | \bbce-(v3|auth-v1)/[A-Za-z0-9/_-]{16,}                                                                 # Baidu
        | \bco-[A-Za-z0-9]{49}\b                                                                                 # Changeover
        | \beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?                                             # JWT
        """,
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture);

    /// <summary>With the rules of a route.</summary>
    public static BodyRedactor Of(RouteModel route) => new(route.Redact);

    /// <summary>The body as it may be kept.</summary>
    /// <param name="body">UTF-8; what is none of it is replaced. The first <see cref="MaxRead"/> bytes are enough.</param>
    /// <param name="length">Length of the whole body, where only its beginning is given.</param>
    public string Redact(ReadOnlySpan<byte> body, long? length = null)
    {
        var whole = (length ?? body.Length) <= MaxLength;
        var text = Encoding.UTF8.GetString(whole ? body : body[..Math.Min(body.Length, MaxRead)]);
        try
        {
            text = Credentials.Replace(text, "${name}" + Mark);
            foreach (var rule in rules)
                text = rule.Replace(text, Mark);
        }
        catch (RegexMatchTimeoutException)
        {
            return TimedOut;
        }

        return whole ? text : $"{Cut(text)}…[cut: the body has {length ?? body.Length} bytes]";
    }

    private static ReadOnlySpan<char> Cut(string text)
    {
        var length = Math.Max(text.Length - Overlap, 0);
        return text.AsSpan(0, length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
    }
}
