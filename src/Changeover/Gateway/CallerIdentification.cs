using System.Net;
using Changeover.Keys;

namespace Changeover.Gateway;

/// <summary>Step 1: who calls. Without any key the gateway is open to programs on this machine, and to nobody else.</summary>
internal sealed class CallerIdentification(IKeyDirectory keys, TimeProvider time)
{
    /// <summary>The caller, or why there is none.</summary>
    public (Caller? Caller, GatewayError? Refusal) Identify(HttpContext http)
    {
        if (keys.IsEmpty)
        {
            return IsLocal(http) ? (Caller.Open, null) : (null, GatewayError.Plain(ErrorCodes.MissingApiKey));
        }

        var presented = Presented(http.Request.Headers);
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

    private static ReadOnlySpan<char> Presented(IHeaderDictionary headers)
    {
        const string Scheme = "Bearer ";
        var authorization = headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return authorization.AsSpan(Scheme.Length).Trim();
        }

        var own = headers.TryGetValue("x-api-key", out var value) || headers.TryGetValue("api-key", out value) ? value.ToString() : "";
        return own.AsSpan().Trim();
    }

    /// <summary>The connection comes from this machine and was meant for it: a web page that had its name point at loopback is neither.</summary>
    private static bool IsLocal(HttpContext http)
    {
        var host = http.Request.Host.Host;
        return (http.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
    }
}
