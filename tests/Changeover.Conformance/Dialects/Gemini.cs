using System.Text.Json.Nodes;

namespace Changeover.Conformance.Dialects;

/// <summary>Gemini generateContent.</summary>
public sealed class Gemini : Dialect
{
    /// <inheritdoc />
    public override string Name => "gemini";

    /// <inheritdoc />
    public override string Path(string model, bool stream) => $"v1beta/models/{model}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}";

    /// <inheritdoc />
    public override JsonObject Body(string model, string text, bool stream) =>
        new() { ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) }) };

    /// <inheritdoc />
    public override (string Name, string Value) KeyHeader(string key) => ("x-goog-api-key", key);

    /// <inheritdoc />
    public override void AddTool(JsonObject body) => body["tools"] = new JsonArray(new JsonObject
    {
        ["functionDeclarations"] = new JsonArray(new JsonObject { ["name"] = "get_weather", ["parameters"] = Schema() }),
    });

    /// <inheritdoc />
    public override bool IsError(JsonNode? body) =>
        (body as JsonObject)?["error"] is JsonObject error && Count(error, "code") is not null && IsText(error["message"]) && IsText(error["status"]);

    /// <inheritdoc />
    public override bool IsErrorEvent(SseEvent streamed) => IsError(streamed.Json);

    /// <inheritdoc />
    protected override Told TellBody(JsonObject body) => TellAll([body]);

    /// <inheritdoc />
    protected override Told TellStream(IReadOnlyList<SseEvent> events) => TellAll([.. events.Select(one => one.Json).OfType<JsonObject>()]);

    /// <inheritdoc />
    public override IEnumerable<string> Faults(IReadOnlyList<SseEvent> events)
    {
        if (events.Count == 0) yield return "there are no events";
        if (events.Any(one => one.Name is not null || one.Json is not JsonObject)) yield return "an event has a name or is no JSON object";
        var finishes = events.Where(one => Candidate(one.Json)?["finishReason"] is not null).ToList();
        if (finishes.Count != 1) yield return $"{finishes.Count} events have a finishReason";
        else if (finishes[0] != events.Last(one => Candidate(one.Json) is not null)) yield return "a candidate comes after the finishReason";
        if (events.Any(one => Candidate(one.Json) is { } candidate && candidate["content"] is JsonObject content && (string?)content["role"] != "model")) yield return "a content's role is not model";
        if (events is not [.., { Json: JsonObject last }] || last["usageMetadata"] is not JsonObject) yield return "the last event has no usageMetadata";
    }

    private static Told TellAll(List<JsonObject> bodies)
    {
        var parts = bodies.SelectMany(body => (Candidate(body)?["content"]?["parts"] as JsonArray) ?? []).ToList();
        var usage = bodies.Select(body => body["usageMetadata"]).OfType<JsonObject>().LastOrDefault();
        return new Told
        {
            Text = string.Concat(parts.Where(part => part!["thought"] is null).Select(part => (string?)part!["text"])),
            Finish = bodies.Select(body => (string?)Candidate(body)?["finishReason"]).LastOrDefault(reason => reason is not null),
            Calls = [.. parts.Select(part => part!["functionCall"]).OfType<JsonObject>().Select(call => ((string)call["name"]!, call["args"]?.ToJsonString() ?? ""))],
            Prompt = Count(usage, "promptTokenCount"),
            Cached = Count(usage, "cachedContentTokenCount"),
            Completion = Count(usage, "candidatesTokenCount") is { } said ? said + (Count(usage, "thoughtsTokenCount") ?? 0) : null,
        };
    }

    private static JsonNode? Candidate(JsonNode? body) => (body as JsonObject)?["candidates"] is JsonArray { Count: > 0 } candidates ? candidates[0] : null;
}
