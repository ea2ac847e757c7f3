using System.Text.Json.Nodes;

namespace Changeover.Conformance.Dialects;

/// <summary>OpenAI Chat Completions.</summary>
public sealed class Chat : Dialect
{
    /// <inheritdoc />
    public override string Name => "chat";

    /// <inheritdoc />
    public override string Path(string model, bool stream) => "v1/chat/completions";

    /// <inheritdoc />
    public override JsonObject Body(string model, string text, bool stream)
    {
        var body = new JsonObject { ["model"] = model, ["stream"] = stream, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }) };
        if (stream) body["stream_options"] = new JsonObject { ["include_usage"] = true };
        return body;
    }

    /// <inheritdoc />
    public override void AddTool(JsonObject body) => body["tools"] = new JsonArray(new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = "get_weather", ["parameters"] = Schema() },
    });

    /// <inheritdoc />
    public override bool IsError(JsonNode? body) => HasErrorObject(body);

    /// <inheritdoc />
    public override bool IsErrorEvent(SseEvent streamed) => (streamed.Json as JsonObject)?["error"] is JsonObject error && IsText(error["message"]);

    /// <inheritdoc />
    protected override Told TellBody(JsonObject body)
    {
        var choice = First(body);
        return Usage(body["usage"], new Told
        {
            Text = (string?)choice?["message"]?["content"] ?? "",
            Finish = (string?)choice?["finish_reason"],
            Calls = [.. (choice?["message"]?["tool_calls"]?.AsArray() ?? []).Select(call => ((string)call!["function"]!["name"]!, (string)call["function"]!["arguments"]!))],
        });
    }

    /// <inheritdoc />
    protected override Told TellStream(IReadOnlyList<SseEvent> events)
    {
        var chunks = events.Select(one => one.Json).OfType<JsonObject>().ToList();
        var deltas = chunks.Select(chunk => First(chunk)?["delta"]).OfType<JsonObject>().ToList();
        return Usage(chunks.Select(chunk => chunk["usage"]).OfType<JsonObject>().LastOrDefault(), new Told
        {
            Text = string.Concat(deltas.Select(delta => (string?)delta["content"])),
            Finish = chunks.Select(chunk => (string?)First(chunk)?["finish_reason"]).LastOrDefault(reason => reason is not null),
            Calls = [.. deltas.SelectMany(delta => delta["tool_calls"]?.AsArray() ?? []).GroupBy(call => (int)call!["index"]!)
                .Select(call => (string.Concat(call.Select(part => (string?)part!["function"]?["name"])), string.Concat(call.Select(part => (string?)part!["function"]?["arguments"]))))],
        });
    }

    /// <inheritdoc />
    public override IEnumerable<string> Faults(IReadOnlyList<SseEvent> events)
    {
        if (events.Count == 0 || events[^1].Data != "[DONE]") yield return "the last event is not [DONE]";
        var chunks = events.SkipLast(1).Select(one => one.Json as JsonObject).ToList();
        if (chunks.Contains(null)) yield return "an event before the last is no JSON object";
        var known = chunks.OfType<JsonObject>().ToList();
        if (known.Any(chunk => (string?)chunk["object"] != "chat.completion.chunk")) yield return "an object is no chat.completion.chunk";
        if (known.Select(chunk => (string?)chunk["id"]).Distinct().Count() != 1) yield return "the chunks have several ids";
        if (known.Any(chunk => !IsText(chunk["model"]) || Count(chunk, "created") is null)) yield return "a chunk lacks model or created";

        var withChoice = known.Where(chunk => First(chunk) is not null).ToList();
        if ((string?)First(withChoice.FirstOrDefault())?["delta"]?["role"] != "assistant") yield return "the first delta has no role";
        var finishes = withChoice.Where(chunk => First(chunk)!["finish_reason"] is not null).ToList();
        if (finishes.Count != 1) yield return $"{finishes.Count} chunks have a finish_reason";
        else if (finishes[0] != withChoice[^1]) yield return "a choice comes after the finish_reason";
        if (known.Count(chunk => chunk["usage"] is JsonObject) != 1) yield return "usage was asked for and did not come exactly once";
        else if (known[^1]["usage"] is not JsonObject || known[^1]["choices"] is not JsonArray { Count: 0 }) yield return "usage is not in a last chunk with no choices";
    }

    private static JsonNode? First(JsonObject? body) => body?["choices"] is JsonArray { Count: > 0 } choices ? choices[0] : null;

    private static Told Usage(JsonNode? usage, Told told) => told with
    {
        Prompt = Count(usage, "prompt_tokens"),
        Cached = Count(usage?["prompt_tokens_details"], "cached_tokens"),
        Completion = Count(usage, "completion_tokens"),
    };
}
