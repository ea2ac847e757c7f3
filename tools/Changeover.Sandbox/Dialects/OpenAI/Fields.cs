using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Reads fields of a request body; a wrong type is the client's error, named by field.</summary>
internal static class Fields
{
    public static JsonObject Body(Received received) =>
        received.Exchange.Json ?? throw new BadRequest("We could not parse the JSON body of your request: it must be a JSON object.");

    public static int? Int(this JsonObject body, string name) => Value(body, name, JsonValueKind.Number) is { } value
        ? value.TryGetValue<int>(out var number) ? number : throw new BadRequest($"'{name}' must be an integer.", name)
        : null;

    /// <summary>An integer within bounds.</summary>
    public static int? Int(this JsonObject body, string name, int from, int to) => body.Int(name) switch
    {
        null => null,
        var value when value >= from && value <= to => value,
        _ => throw new BadRequest($"'{name}' must be between {from} and {to}.", name),
    };

    public static bool Flag(this JsonObject body, string name) => body[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw new BadRequest($"'{name}' must be a boolean.", name),
    };

    public static string? Text(this JsonObject body, string name) => (string?)Value(body, name, JsonValueKind.String);

    /// <summary>A string or an array of strings; null is an empty list.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject body, string name) => body[name] switch
    {
        null => [],
        JsonArray items when items.All(item => item?.GetValueKind() == JsonValueKind.String) => [.. items.Select(item => (string)item!)],
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => throw new BadRequest($"'{name}' must be a string or an array of strings.", name),
    };

    /// <summary>The model from the body, else the deployment in an Azure path.</summary>
    public static string Model(Received received) => received.Exchange.Model ?? throw new BadRequest("you must provide a model parameter");

    public static void CheckModel(this Received received, string model)
    {
        if (received.Behaviour.StrictModels && !received.Behaviour.Models.Contains(model, StringComparer.Ordinal))
            throw new BadRequest($"The model `{model}` does not exist or you do not have access to it.", status: 404, code: "model_not_found");
    }

    private static JsonValue? Value(JsonObject body, string name, JsonValueKind kind) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == kind => value,
        _ => throw new BadRequest($"'{name}' must be a {kind.ToString().ToLowerInvariant()}.", name),
    };
}
