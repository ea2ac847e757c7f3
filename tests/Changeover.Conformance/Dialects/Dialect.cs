using System.Text.Json.Nodes;

namespace Changeover.Conformance.Dialects;

/// <summary>A wire format as its clients know it. Written from the vendors' documents.</summary>
public abstract class Dialect
{
    /// <summary>All that the suite speaks.</summary>
    public static IReadOnlyList<Dialect> All { get; } = [new Chat(), new Responses(), new Messages(), new Gemini()];

    /// <summary>Name in adapters and checks.</summary>
    public abstract string Name { get; }

    /// <summary>Where a request goes, relative to the gateway's base address.</summary>
    public abstract string Path(string model, bool stream);

    /// <summary>A request with one question.</summary>
    public abstract JsonObject Body(string model, string text, bool stream);

    /// <summary>Header that carries a key, and its value.</summary>
    public virtual (string Name, string Value) KeyHeader(string key) => ("Authorization", "Bearer " + key);

    /// <summary>Adds one tool, <c>get_weather</c> of a <c>city</c>.</summary>
    public abstract void AddTool(JsonObject body);

    /// <summary>What an answer says.</summary>
    public Told Tell(Reply reply, bool stream) => stream ? TellStream(reply.Events) : reply.Json is JsonObject body ? TellBody(body) : new Told();

    /// <summary>Whether a buffered error has the dialect's shape.</summary>
    public abstract bool IsError(JsonNode? body);

    /// <summary>Whether an event of a stream is the dialect's error.</summary>
    public abstract bool IsErrorEvent(SseEvent streamed);

    /// <summary>What is wrong with the order and shape of a whole stream's events.</summary>
    public abstract IEnumerable<string> Faults(IReadOnlyList<SseEvent> events);

    /// <summary>What a buffered answer says.</summary>
    protected abstract Told TellBody(JsonObject body);

    /// <summary>What a streamed answer says.</summary>
    protected abstract Told TellStream(IReadOnlyList<SseEvent> events);

    /// <summary>An error as OpenAI writes it: an object <c>error</c> with a message and a type.</summary>
    protected static bool HasErrorObject(JsonNode? body) =>
        (body as JsonObject)?["error"] is JsonObject error && IsText(error["message"]) && IsText(error["type"]);

    /// <summary>Whether a value is a string.</summary>
    protected static bool IsText(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out _);

    /// <summary>A counter; null = not there.</summary>
    protected static long? Count(JsonNode? usage, string name) => (usage as JsonObject)?[name] is JsonValue value && value.TryGetValue<long>(out var count) ? count : null;

    /// <summary>The description of the tool's arguments.</summary>
    protected static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("city"),
    };
}
