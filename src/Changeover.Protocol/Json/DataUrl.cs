using System.Diagnostics.CodeAnalysis;

namespace Changeover.Protocol.Json;

/// <summary>Data inside a <c>data:</c> URL in base64.</summary>
/// <param name="MediaType">Such as <c>image/png</c>, without parameters.</param>
/// <param name="Base64">The data, as written.</param>
internal sealed record DataUrl(string MediaType, string Base64)
{
    private const string Scheme = "data:";

    /// <summary>False for any other URL, and for data that is not in base64.</summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out DataUrl? data)
    {
        data = null;
        int comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] head = url[Scheme.Length..comma].Split(';');
        if (!head[^1].Equals("base64", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        data = new DataUrl(head.Length > 1 && head[0].Length > 0 ? head[0] : "application/octet-stream", url[(comma + 1)..]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Scheme}{MediaType};base64,{Base64}";
}
