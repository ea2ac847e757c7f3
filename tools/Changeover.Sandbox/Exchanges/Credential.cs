using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Exchanges;

/// <summary>Finds the key in a request, and hides it wherever it would be kept.</summary>
public static partial class Credential
{
    private static readonly string[] Carriers = ["authorization", "api-key", "x-api-key", "x-goog-api-key", "x-tc-token", "cookie"];

    /// <summary>What the journal keeps of a key: <c>sha256:</c> and the first 16 hexadecimal digits of its hash.</summary>
    public static string Hash(string key) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}";

    /// <summary>The header's value as the journal may show it.</summary>
    internal static string Redact(string header, string value)
    {
        if (!Carriers.Contains(header, StringComparer.OrdinalIgnoreCase)) return value;
        var space = header.Equals("authorization", StringComparison.OrdinalIgnoreCase) ? value.IndexOf(' ') : -1;
        return value[..(space + 1)] + Hash(value[(space + 1)..].Trim());
    }

    /// <summary>The query as the journal may show it; Google takes the key as <c>key=…</c> there.</summary>
    internal static string RedactQuery(string query) => KeyInQuery().Replace(query, match => match.Groups["name"].Value + Hash(Uri.UnescapeDataString(match.Groups["key"].Value)));

    [GeneratedRegex("(?<name>[?&]key=)(?<key>[^&]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyInQuery();
}
