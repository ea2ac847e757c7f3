using System.Net;

namespace Changeover.Sandbox.Hosting;

/// <summary>The sandbox listens on this machine only.</summary>
internal static class Loopback
{
    /// <exception cref="FormatException">The address is not a loopback one, or not plain HTTP.</exception>
    public static IPEndPoint EndPoint(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttp) throw new FormatException($"{url}: the sandbox speaks plain http only.");
        var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.DnsSafeHost, out var parsed) ? parsed : null;
        return address is not null && IPAddress.IsLoopback(address)
            ? new IPEndPoint(address, url.Port)
            : throw new FormatException($"{url}: the sandbox listens on loopback only (127.0.0.1, [::1] or localhost).");
    }

    public static Uri Url(IPEndPoint endPoint) => new($"http://{endPoint}");
}
