using System.Text.Json.Nodes;

namespace Changeover.Conformance.Dialects;

/// <summary>Anthropic Messages.</summary>
public sealed class Messages : Dialect
{
    /// <inheritdoc />
    public override string Name => "messages";

    /// <inheritdoc />
    public override string Path(string model, bool stream) => "v1/messages";

    /// <inheritdoc />
    public override JsonObject Body(string model, string text, bool stream) => new()
    {
        ["model"] = model, ["stream"] = stream, ["max_tokens"] = 4000, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
    };

    /// <inheritdoc />
    public override (string Name, string Value) KeyHeader(string key) => ("x-api-key", key);

    /// <inheritdoc />
    public override void AddTool(JsonObject body) => body["tools"] = new JsonArray(new JsonObject { ["name"] = "get_weather", ["input_schema"] = Schema() });

    /// <inheritdoc />
    public override bool IsError(JsonNode? body) => (string?)(body as JsonObject)?["type"] == "error" && HasErrorObject(body);

    /// <inheritdoc />
    public override bool IsErrorEvent(SseEvent streamed) => streamed is { Name: "error", Type: "error" } && HasErrorObject(streamed.Json);

    /// <inheritdoc />
    protected override Told TellBody(JsonObject body) => Usage(body["usage"], new Told
    {
        Text = string.Concat((body["content"]?.AsArray() ?? []).Where(block => (string?)block!["type"] == "text").Select(block => (string?)block!["text"])),
        Finish = (string?)body["stop_reason"],
        Calls = [.. (body["content"]?.AsArray() ?? []).Where(block => (string?)block!["type"] == "tool_use").Select(block => ((string)block!["name"]!, block["input"]!.ToJsonString()))],
    });

    /// <inheritdoc />
    protected override Told TellStream(IReadOnlyList<SseEvent> events)
    {
        // What message_delta reports is the total; message_start has the prompt where message_delta does not repeat it.
        var usage = new JsonObject();
        foreach (var part in events.Select(one => one.Type switch { "message_start" => one.Json!["message"]?["usage"], "message_delta" => one.Json!["usage"], _ => null }).OfType<JsonObject>())
        {
            foreach (var (name, value) in part) usage[name] = value?.DeepClone();
        }

        return Usage(usage, new Told
        {
            Text = string.Concat(events.Where(one => one.Type == "content_block_delta").Select(one => (string?)one.Json!["delta"]?["text"])),
            Finish = events.Where(one => one.Type == "message_delta").Select(one => (string?)one.Json!["delta"]?["stop_reason"]).LastOrDefault(),
            Calls = [.. events.Where(one => (string?)one.Json?["content_block"]?["type"] == "tool_use").Select(block => ((string)block.Json!["content_block"]!["name"]!, string.Concat(events
                .Where(one => one.Type == "content_block_delta" && Count(one.Json, "index") == Count(block.Json, "index")).Select(one => (string?)one.Json!["delta"]?["partial_json"]))))],
        });
    }

    /// <inheritdoc />
    public override IEnumerable<string> Faults(IReadOnlyList<SseEvent> events)
    {
        if (events.Any(one => one.Json is not JsonObject || one.Name != one.Type)) yield return "an event's name is not its type";
        var known = events.Where(one => one.Type != "ping").ToList();
        if (known.FirstOrDefault()?.Type != "message_start") yield return "the first event is not message_start";
        if (known.LastOrDefault()?.Type != "message_stop") yield return "the last event is not message_stop";
        if (known.SkipLast(1).LastOrDefault() is not { Type: "message_delta" } delta || !IsText(delta.Json!["delta"]?["stop_reason"])) yield return "no message_delta with a stop_reason before the end";

        var (open, next) = ((long?)null, 0L);
        foreach (var one in known.Where(one => one.Type?.StartsWith("content_block", StringComparison.Ordinal) == true))
        {
            var index = Count(one.Json, "index");
            if (one.Type == "content_block_start")
            {
                if (open is not null || index != next) yield return $"block {index} starts where {next} was due, or inside another";
                (open, next) = (index, next + 1);
            }
            else if (index != open) yield return $"{one.Type} of a block that is not open";
            else if (one.Type == "content_block_stop") open = null;
        }

        if (open is not null) yield return "a block is not stopped";
    }

    /// <summary>Anthropic's input_tokens leave out what came from the cache or went into it.</summary>
    private static Told Usage(JsonNode? usage, Told told) => told with
    {
        Prompt = Count(usage, "input_tokens") + (Count(usage, "cache_read_input_tokens") ?? 0) + (Count(usage, "cache_creation_input_tokens") ?? 0),
        Cached = Count(usage, "cache_read_input_tokens"),
        Completion = Count(usage, "output_tokens"),
    };
}
