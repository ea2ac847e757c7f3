using System.Text.Json.Nodes;

namespace Changeover.Conformance.Dialects;

/// <summary>OpenAI Responses.</summary>
public sealed class Responses : Dialect
{
    private static readonly string[] Terminal = ["response.completed", "response.incomplete", "response.failed"];

    /// <inheritdoc />
    public override string Name => "responses";

    /// <inheritdoc />
    public override string Path(string model, bool stream) => "v1/responses";

    /// <inheritdoc />
    public override JsonObject Body(string model, string text, bool stream) =>
        new() { ["model"] = model, ["stream"] = stream, ["input"] = text, ["store"] = false };

    /// <inheritdoc />
    public override void AddTool(JsonObject body) => body["tools"] = new JsonArray(new JsonObject
    {
        ["type"] = "function", ["name"] = "get_weather", ["parameters"] = Schema(), ["strict"] = false,
    });

    /// <inheritdoc />
    public override bool IsError(JsonNode? body) => HasErrorObject(body);

    /// <inheritdoc />
    public override bool IsErrorEvent(SseEvent streamed) => streamed.Type is "error" or "response.failed";

    /// <inheritdoc />
    protected override Told TellBody(JsonObject body)
    {
        var output = body["output"]?.AsArray() ?? [];
        return new Told
        {
            Text = string.Concat(output.Where(item => (string?)item!["type"] == "message").SelectMany(item => item!["content"]!.AsArray()).Select(part => (string?)part!["text"])),
            Finish = (string?)body["status"] is "completed" or "incomplete" ? (string?)body["status"] : null,
            Calls = [.. output.Where(item => (string?)item!["type"] == "function_call").Select(item => ((string)item!["name"]!, (string)item["arguments"]!))],
            Prompt = Count(body["usage"], "input_tokens"),
            Cached = Count(body["usage"]?["input_tokens_details"], "cached_tokens"),
            Completion = Count(body["usage"], "output_tokens"),
        };
    }

    /// <inheritdoc />
    protected override Told TellStream(IReadOnlyList<SseEvent> events) =>
        events.LastOrDefault(one => one.Type is "response.completed" or "response.incomplete")?.Json?["response"] is JsonObject whole
            ? TellBody(whole)
            : new Told { Text = Text(events) };

    /// <inheritdoc />
    public override IEnumerable<string> Faults(IReadOnlyList<SseEvent> events)
    {
        if (events.Any(one => one.Json is not JsonObject || one.Name != one.Type)) yield return "an event's name is not its type";
        if (!events.Select((one, index) => Count(one.Json, "sequence_number") == index).All(right => right)) yield return "sequence_number does not count up from 0";
        if (events.Count == 0 || events[0].Type != "response.created") yield return "the first event is not response.created";
        if (events.Count == 0 || !Terminal.Contains(events[^1].Type)) yield return "the last event does not end the response";
        if (events.Count(one => Terminal.Contains(one.Type)) > 1) yield return "it ends more than once";
        if (events is [.., var last] && last.Json?["response"] is JsonObject whole && TellBody(whole).Text != Text(events)) yield return "the deltas are not the text of the whole";

        var open = new HashSet<long>();
        foreach (var one in events.Where(one => Count(one.Json, "output_index") is not null))
        {
            var index = Count(one.Json, "output_index")!.Value;
            if (one.Type == "response.output_item.added" ? !open.Add(index) : !open.Contains(index)) yield return $"{one.Type} for an item that was not added once";
            if (one.Type == "response.output_item.done") open.Remove(index);
        }

        if (open.Count > 0) yield return $"{open.Count} items are not done";
    }

    private static string Text(IReadOnlyList<SseEvent> events) =>
        string.Concat(events.Where(one => one.Type == "response.output_text.delta").Select(one => (string?)one.Json!["delta"]));
}
