using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Changeover.Sandbox.Hosting;

/// <summary>A bare Kestrel on one loopback address: no configuration files, no logging, no limits that a simulator would trip over.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app, Door door) => (_app, Door) = (app, door);

    public Door Door { get; }

    public Uri Url => Loopback.Url((System.Net.IPEndPoint)Door.EndPoint);

    public static async Task<Listener> StartAsync(Uri url, Action<WebApplication> map, CancellationToken cancellation)
    {
        var endPoint = Loopback.EndPoint(url);
        var door = new Door();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(door);

        var app = builder.Build();
        map(app);
        await app.StartAsync(cancellation);
        return new Listener(app, door);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
