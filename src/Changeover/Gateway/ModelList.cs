using System.Text.Json;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Keys;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway;

/// <summary><c>GET /v1/models</c>: the routes that a caller may use, in OpenAI's shape.</summary>
internal sealed class ModelList(GatewayRuntime runtime, CallerIdentification callers, TimeProvider time)
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>All of them.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (caller, refusal) = callers.Identify(http);
        if (refusal is not null)
        {
            await ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.OpenAIChat), refusal);
            return;
        }

        await WriteAsync(http.Response, json =>
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var route in Visible(caller!).OrderBy(route => route.Name, StringComparer.Ordinal))
            {
                Write(json, route);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>One of them; its name may hold slashes, plain or as the SDKs escape them.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (caller, refusal) = callers.Identify(http);
        var id = ((string?)http.Request.RouteValues["id"])?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (refusal is not null || Visible(caller!).FirstOrDefault(route => route.Name == id) is not { } found)
        {
            await ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.OpenAIChat), refusal ?? GatewayError.Plain(ErrorCodes.ModelNotFound) with { Param = "model" });
            return;
        }

        await WriteAsync(http.Response, json => Write(json, found));
    }

    private IEnumerable<RouteModel> Visible(Caller caller) => runtime.Current.Snapshot.Routes.Values.Where(route => caller.May(route.Name));

    private void Write(Utf8JsonWriter json, RouteModel route)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, route.Name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, _created);
        json.WriteString("owned_by"u8, "changeover"u8);
        if (IsDemo(route))
        {
            json.WriteString("label"u8, "demo"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>Only the shipped demo model answers: nobody should take it for a real one.</summary>
    private static bool IsDemo(RouteModel route) =>
        route.Targets.All(target => target.Upstream.Provider.Name == "embedded" && target.RequestModel == "demo");

    private static async Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        response.ContentType = "application/json";
        var json = new Utf8JsonWriter(response.BodyWriter);
        await using (json)
        {
            write(json);
        }

        await response.CompleteAsync();
    }
}
