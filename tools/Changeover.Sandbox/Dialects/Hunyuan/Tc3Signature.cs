using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>Checks the signature of a request, TC3-HMAC-SHA256 (Tencent Cloud, API 3.0 signature, version 3).</summary>
internal sealed partial class Tc3Signature(string secretId, string secretKey)
{
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string Service = "hunyuan";
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(5);

    public static string? SecretIdIn(string authorization) => Form().Match(authorization) is { Success: true } match ? match.Groups["id"].Value : null;

    /// <returns>What is wrong with the signature; null = it is right.</returns>
    public ProviderError? Fault(Exchange exchange, DateTimeOffset now)
    {
        if (Form().Match(exchange.Authorization ?? "") is not { Success: true } match)
            return HunyuanErrors.Error("AuthFailure.InvalidAuthorization", "The `Authorization` in the HTTP header is invalid.");
        if (match.Groups["id"].Value != secretId) return HunyuanErrors.Words(Trouble.KeyWrong);

        var timestamp = exchange.Headers["x-tc-timestamp"];
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, int.MaxValue))).Duration() > LargestSkew)
            return HunyuanErrors.Error("AuthFailure.SignatureExpire", "The provided credentials could not be validated because the signature has expired.");

        var date = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var names = match.Groups["headers"].Value.Split(';');
        var isCovered = names.Contains("content-type") && names.Contains("host") && names.All(exchange.Headers.ContainsKey);
        var isOurs = match.Groups["date"].Value == date && match.Groups["service"].Value == Service;
        return isCovered && isOurs && match.Groups["signature"].Value == Sign(exchange, names, timestamp, date)
            ? null
            : HunyuanErrors.Error("AuthFailure.SignatureFailure", "The provided credentials could not be validated. Please check your signature is correct.");
    }

    private string Sign(Exchange exchange, string[] names, string timestamp, string date)
    {
        var headers = string.Concat(names.Select(name => $"{name}:{exchange.Headers[name].Trim().ToLowerInvariant()}\n"));
        var request = string.Join('\n', exchange.Method, exchange.Path, "", headers, string.Join(';', names), Hex(SHA256.HashData(exchange.Body.Span)));
        var text = string.Join('\n', Algorithm, timestamp, $"{date}/{Service}/tc3_request", Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request))));
        var key = new[] { date, Service, "tc3_request" }.Aggregate(Encoding.UTF8.GetBytes($"TC3{secretKey}"), Mac);
        return Hex(Mac(key, text));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex("^TC3-HMAC-SHA256 Credential=(?<id>[^/,]+)/(?<date>[0-9-]+)/(?<service>[a-z]+)/tc3_request, *SignedHeaders=(?<headers>[a-z0-9;-]+), *Signature=(?<signature>[0-9a-f]{64})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
