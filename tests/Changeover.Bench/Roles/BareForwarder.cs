using System.Diagnostics;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Changeover.Bench.Roles;

/// <summary>The peer: YARP's forwarder as its documentation sets it up, and nothing else. No routing, no key, no record.</summary>
internal static class BareForwarder
{
    /// <summary>First argument of the process that plays it.</summary>
    public const string Role = "forwarder";

    /// <summary>Serves until the process is ended.</summary>
    public static async Task RunAsync(int port, Uri upstream)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
            ConnectTimeout = TimeSpan.FromSeconds(15),
        });
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        var config = new ForwarderRequestConfig { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var destination = upstream.GetLeftPart(UriPartial.Authority);
        app.Run(async http => await forwarder.SendAsync(http, destination, client, config));
        await app.RunAsync();
    }
}
