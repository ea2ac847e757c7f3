using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Faults;

namespace Changeover.Sandbox.Control;

/// <summary>The control port: switch faults and behaviour, read journal and bill.</summary>
internal static class ControlEndpoints
{
    private static readonly ControlJson Known =
        new(new JsonSerializerOptions(ControlJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Map(WebApplication app, SandboxState state)
    {
        app.MapGet("/", http => http.Response.WriteAsync(ControlHelp.Text));
        app.MapGet("/healthz", http => http.Response.WriteAsync("ok\n"));
        app.MapGet("/journal", http => Show(http, state.Journal.Entries, Known.IReadOnlyListJournalEntry));
        app.MapGet("/bill", http => Show(http, state.Journal.Bill, Known.Bill));
        app.MapGet("/faults", http => ShowFaults(http, state));
        app.MapGet("/behaviour", http => Show(http, state.Behaviour, Known.Behaviour));
        app.MapGet("/disguise", http => ShowDisguises(http, state));

        app.MapPut("/fault", http => Change(http, async () =>
        {
            var plan = Merge(new FaultPlan(""), await ReadAsync(http, Known.JsonObject), Known.FaultPlan);
            Refuse(FaultPlanCheck.Faults(plan));
            state.Faults.Set(plan);
            await ShowFaults(http, state);
        }));
        app.MapDelete("/fault", http =>
        {
            if (http.Request.Query["kind"].ToString() is { Length: > 0 } kind) state.Faults.Clear(kind);
            else state.Faults.Clear();
            return ShowFaults(http, state);
        });
        app.MapPut("/behaviour", http => Change(http, async () =>
        {
            var behaviour = Merge(state.Behaviour, await ReadAsync(http, Known.JsonObject), Known.Behaviour);
            Refuse(behaviour.Fault() is { } fault ? [fault] : []);
            state.Behaviour = behaviour;
            await Show(http, state.Behaviour, Known.Behaviour);
        }));
        app.MapPut("/disguise", http => Change(http, async () =>
        {
            var disguises = await ReadAsync(http, Known.DictionaryStringString);
            Refuse(disguises.Values.Except(Voice.Names).Select(unknown => $"'{unknown}' is no voice; there are: {string.Join(", ", Voice.Names)}."));
            state.Disguises = disguises;
            await ShowDisguises(http, state);
        }));
        app.MapPost("/reset", http =>
        {
            state.Reset();
            return http.Response.WriteAsync("reset\n");
        });
        app.MapFallback(http => Complain(http, 404, $"There is no {http.Request.Method} {http.Request.Path}.\n\n{ControlHelp.Text}"));
    }

    /// <summary>What is not said stays as it was.</summary>
    private static T Merge<T>(T current, JsonObject changes, JsonTypeInfo<T> type)
    {
        var merged = JsonSerializer.SerializeToNode(current, type)!.AsObject();
        foreach (var (name, value) in changes)
            if (value is not null) merged[name] = value.DeepClone();
        return merged.Deserialize(type)!;
    }

    private static void Refuse(IEnumerable<string> faults)
    {
        if (string.Join('\n', faults) is { Length: > 0 } all) throw new InvalidDataException(all);
    }

    private static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted)
        ?? throw new InvalidDataException("The body must be a JSON object.");

    private static async Task Change(HttpContext http, Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or JsonException)
        {
            await Complain(http, 400, wrong.Message);
        }
    }

    private static Task Complain(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(message.TrimEnd() + "\n");
    }

    private static Task ShowFaults(HttpContext http, SandboxState state) => Show(http, FaultListing.Of(state), Known.FaultListing);

    private static Task ShowDisguises(HttpContext http, SandboxState state) =>
        Show(http, new Dictionary<string, string>(state.Disguises, StringComparer.Ordinal), Known.DictionaryStringString);

    private static Task Show<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, value, type, http.RequestAborted);
    }
}
