using System.Net;
using Changeover.Keys;

namespace Changeover.Gateway;

/// <summary>Step 1: who calls. Without any key the gateway is open to programs on this machine, and to nobody else.</summary>
internal sealed class CallerIdentification(IKeyDirectory keys, TimeProvider time)
{
    /// <summary>Where a key may stand beside <c>Authorization</c>: Anthropic's, Azure's and Google's clients.</summary>
    private static readonly string[] KeyHeaders = ["x-api-key", "api-key", "x-goog-api-key"];

    /// <summary>The caller, or why there is none.</summary>
    public (Caller? Caller, GatewayError? Refusal) Identify(HttpContext http)
    {
        if (keys.IsEmpty)
        {
            return IsLocal(http) ? (Caller.Open, null) : (null, GatewayError.Plain(ErrorCodes.MissingApiKey));
        }

        var presented = Presented(http.Request);
        if (presented.IsEmpty)
        {
            return (null, GatewayError.Plain(ErrorCodes.MissingApiKey));
        }

        var check = keys.Check(presented, time.GetUtcNow());
        return check.Status switch
        {
            KeyStatus.Valid => (check.Caller, null),
            KeyStatus.Expired => (null, GatewayError.Plain(ErrorCodes.ExpiredApiKey)),
            KeyStatus.Revoked => (null, GatewayError.Plain(ErrorCodes.RevokedApiKey)),
            _ => (null, GatewayError.Plain(ErrorCodes.InvalidApiKey)),
        };
    }

    private static ReadOnlySpan<char> Presented(HttpRequest request)
    {
        var headers = request.Headers;
        const string Scheme = "Bearer ";
        var authorization = headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return authorization.AsSpan(Scheme.Length).Trim();
        }

        foreach (var name in KeyHeaders)
        {
            if (headers.TryGetValue(name, out var own))
            {
                return own.ToString().AsSpan().Trim();
            }
        }

        // Google's clients may put the key into the address.
        return request.Path.StartsWithSegments("/v1beta", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/v1/models", StringComparison.OrdinalIgnoreCase) ? request.Query["key"].ToString().AsSpan().Trim() : [];
    }

    /// <summary>The connection comes from this machine and was meant for it: a web page that had its name point at loopback is neither.</summary>
    private static bool IsLocal(HttpContext http)
    {
        var host = http.Request.Host.Host;
        return (http.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
    }
}
