using Changeover.Gateway.Dialects;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Keys;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway;

/// <summary>The routes that a caller may use, in the shape of the caller's dialect.</summary>
internal sealed class ModelList(GatewayRuntime runtime, CallerIdentification callers, TimeProvider time)
{
    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <summary>All of them.</summary>
    public async Task ListAsync(HttpContext http, Dialect dialect)
    {
        if (await CallerAsync(http, dialect) is { } caller)
        {
            ModelPages.WriteList(dialect, Visible(caller).OrderBy(route => route.Name, StringComparer.Ordinal), _since, http.Response.BodyWriter);
            await http.Response.CompleteAsync();
        }
    }

    /// <summary>One of them; its name may hold slashes, plain or as the SDKs escape them.</summary>
    public async Task ShowAsync(HttpContext http, Dialect dialect, string? name)
    {
        if (await CallerAsync(http, dialect) is not { } caller)
        {
            return;
        }

        var id = name?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (Visible(caller).FirstOrDefault(route => route.Name == id) is not { } found)
        {
            http.Response.ContentType = null;
            await ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(dialect), GatewayError.Plain(ErrorCodes.ModelNotFound) with { Param = "model" });
            return;
        }

        ModelPages.WriteOne(dialect, found, _since, http.Response.BodyWriter);
        await http.Response.CompleteAsync();
    }

    private IEnumerable<RouteModel> Visible(Caller caller) => runtime.Current.Snapshot.Routes.Values.Where(route => caller.May(route.Name));

    /// <summary>null = a refusal was written.</summary>
    private async Task<Caller?> CallerAsync(HttpContext http, Dialect dialect)
    {
        var (caller, refusal) = callers.Identify(http);
        if (refusal is not null)
        {
            await ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(dialect), refusal);
            return null;
        }

        http.Response.ContentType = MediaTypes.Json;
        return caller;
    }
}
