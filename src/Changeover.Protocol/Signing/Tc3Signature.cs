using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Changeover.Protocol.Signing;

/// <summary>Tencent Cloud's signature version 3, TC3-HMAC-SHA256 (cloud.tencent.com/document/api/1729/101843; seen 2026-11-23). The provider takes a time that is at most five minutes off.</summary>
public static class Tc3Signature
{
    private const string Algorithm = "TC3-HMAC-SHA256";

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="request">At least the headers <c>content-type</c> and <c>host</c> must be signed.</param>
    /// <param name="service">The product, as its host name begins: <c>hunyuan</c>.</param>
    /// <param name="secretId">Public half of the credential.</param>
    /// <param name="secretKey">Secret half.</param>
    /// <param name="now">The time that <c>X-TC-Timestamp</c> says, in whole seconds.</param>
    public static string Authorization(RequestToSign request, string service, string secretId, string secretKey, DateTimeOffset now)
    {
        string date = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string scope = $"{date}/{service}/tc3_request";
        string toSign = $"{Algorithm}\n{now.ToUnixTimeSeconds()}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(Canonical(request)))}";
        byte[] key = Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("TC3" + secretKey), date), service), "tc3_request");
        return $"{Algorithm} Credential={secretId}/{scope}, SignedHeaders={request.SignedHeaders}, Signature={Convert.ToHexStringLower(Hmac(key, toSign))}";
    }

    private static string Canonical(RequestToSign request)
    {
        string headers = string.Concat(request.SortedHeaders.Select(header => $"{header.Name}:{header.Value.ToLowerInvariant()}\n"));
        return $"{request.Method}\n{request.Path}\n{request.Query}\n{headers}\n{request.SignedHeaders}\n{Hash(request.Payload.Span)}";
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
