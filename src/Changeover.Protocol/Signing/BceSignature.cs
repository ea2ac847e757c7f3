using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Changeover.Protocol.Signing;

/// <summary>Baidu AI Cloud's signature version 1, bce-auth-v1 (intl.cloud.baidu.com/doc/Reference/s/njwvz1yfu-en; seen 2026-11-24). The body is not part of it.</summary>
public static class BceSignature
{
    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="request">At least the header <c>host</c> must be signed; <c>x-bce-date</c> should be.</param>
    /// <param name="accessKey">Public half of the credential.</param>
    /// <param name="secretKey">Secret half.</param>
    /// <param name="now">From when it holds, in whole seconds.</param>
    /// <param name="lifetime">For how long, in whole seconds; 30 minutes is usual.</param>
    public static string Authorization(RequestToSign request, string accessKey, string secretKey, DateTimeOffset now, TimeSpan lifetime)
    {
        string time = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string prefix = string.Create(CultureInfo.InvariantCulture, $"bce-auth-v1/{accessKey}/{time}/{(long)lifetime.TotalSeconds}");
        return $"{prefix}/{request.SignedHeaders}/{Hmac(Hmac(secretKey, prefix), Canonical(request))}";
    }

    private static string Canonical(RequestToSign request)
    {
        string path = string.Join('/', request.Path.Split('/').Select(segment => Encode(Uri.UnescapeDataString(segment))));
        IEnumerable<string> headers = request.SortedHeaders.Select(header => $"{Encode(header.Name)}:{Encode(header.Value)}");
        return $"{request.Method}\n{path}\n{CanonicalQuery(request.Query)}\n{string.Join('\n', headers.Order(StringComparer.Ordinal))}";
    }

    private static string CanonicalQuery(string query)
    {
        IEnumerable<string> parameters = query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .Where(parameter => !parameter[0].Equals("authorization", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => $"{Recode(parameter[0])}={Recode(parameter.ElementAtOrDefault(1) ?? "")}");
        return string.Join('&', parameters.Order(StringComparer.Ordinal));
    }

    private static string Recode(string sent) => Encode(Uri.UnescapeDataString(sent));

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static string Hmac(string key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
