using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Dialects;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Hosting;

/// <summary><c>/livez</c>, <c>/readyz</c>, <c>/metrics</c> and a word of welcome at <c>/</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapHealth(this WebApplication app)
    {
        var source = app.Services.GetRequiredService<SnapshotSource>();
        var callers = app.Services.GetRequiredService<CallerIdentification>();
        var departure = app.Services.GetRequiredService<Departure>();
        string[] look = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/", look, http => WriteAsync(http, 200, "Changeover is running. Models: GET /v1/models\n"));
        app.MapMethods("/livez", look, http => WriteAsync(http, 200, "ok\n"));
        app.MapMethods("/readyz", look, http => departure.HasBegun || app.Lifetime.ApplicationStopping.IsCancellationRequested
            ? WriteAsync(http, 503, "stopping\n")
            : WriteAsync(http, 200, $"ok\nconfig {source.Current.ConfigHash}\nlast reload {(source.LastReload.Succeeded ? "ok" : "failed, the old configuration stands")}\n"));

        // Metrics name routes and upstreams: whoever may call the gateway may read them.
        app.UseWhen(http => http.Request.Path == "/metrics" && callers.Identify(http).Refusal is not null, stranger =>
            stranger.Run(http => ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.OpenAIChat), callers.Identify(http).Refusal ?? GatewayError.Plain(ErrorCodes.MissingApiKey))));
        app.MapPrometheusScrapingEndpoint();
    }

    private static async Task WriteAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.WriteAsync(text, http.RequestAborted);
        }
    }
}
