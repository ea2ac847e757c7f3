using System.Globalization;
using Changeover.Protocol.Signing;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Signs requests to providers whose credential never travels. All other headers must be there already.</summary>
internal static class RequestSigner
{
    /// <summary>Adds the signature, if the provider wants one. False when the credential is not written as it must be.</summary>
    /// <param name="request">With its address and its content's type.</param>
    /// <param name="body">The bytes of its content.</param>
    /// <param name="provider">Says which signature, and for which service.</param>
    /// <param name="credential">As configured.</param>
    /// <param name="now">The time to sign.</param>
    public static bool TrySign(HttpRequestMessage request, ReadOnlyMemory<byte> body, Provider provider, string credential, DateTimeOffset now)
    {
        if (provider.Auth != AuthScheme.Tc3)
        {
            return true;
        }

        if (!Tc3Credential.TryParse(credential, out var halves))
        {
            return false;
        }

        var headers = new Dictionary<string, string>
        {
            ["content-type"] = request.Content?.Headers.ContentType?.ToString() ?? "",
            ["host"] = request.Headers.Host ?? request.RequestUri!.Authority,
        };
        var signed = new RequestToSign(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query.TrimStart('?'), headers, body);
        request.Headers.TryAddWithoutValidation("X-TC-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Authorization", Tc3Signature.Authorization(signed, provider.SignedService!, halves.SecretId, halves.SecretKey, now));
        if (halves.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("X-TC-Token", token);
        }

        return true;
    }
}
