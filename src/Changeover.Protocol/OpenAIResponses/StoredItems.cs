using System.Text.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Items of a kept conversation, written one behind the other; remembers those with an id, for references to them.</summary>
internal sealed class StoredItems(Utf8JsonWriter json)
{
    private const string Id = "id";
    private const string Content = "content";

    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    /// <summary>null when the item has none.</summary>
    public static string? IdOf(JsonElement item) => Text(item, Id);

    /// <summary>An input as items with ids, a message's content as a list.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement input, string responseId)
    {
        string suffix = responseId.StartsWith("resp_", StringComparison.Ordinal) ? responseId[5..] : responseId;
        if (input.ValueKind == JsonValueKind.String)
        {
            WriteMessage(json, $"msg_{suffix}_in0", "user", input);
        }

        int index = 0;
        foreach (JsonElement item in Elements(input))
        {
            WriteWithId(json, item, $"{Prefix(item)}_{suffix}_in{index++}");
        }
    }

    /// <summary>What one response was asked with, and what it answered: of a broken answer its text, for half a call or half a thought is none.</summary>
    public void WriteTurn(StoredTurn turn)
    {
        Write(Elements(Parse(turn.Input)));
        if (Parse(turn.Response).TryGetProperty("output", out JsonElement output))
        {
            Write(Elements(output).Where(item => Text(item, "status") is not "incomplete" || Text(item, "type") is "message"));
        }
    }

    /// <summary>The input of the request under way.</summary>
    public void WriteInput(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WritePropertyName(Content);
            input.WriteTo(json);
            json.WriteEndObject();
        }

        Write(Elements(input));
    }

    private void Write(IEnumerable<JsonElement> items)
    {
        foreach (JsonElement item in items)
        {
            string? id = IdOf(item);
            if (id is not null && IsReference(item))
            {
                _byId.GetValueOrDefault(id, item).WriteTo(json);
                continue;
            }

            item.WriteTo(json);
            if (id is not null)
            {
                _byId[id] = item;
            }
        }
    }

    /// <summary>A reference may lack its type; it has nothing else but an id.</summary>
    private static bool IsReference(JsonElement item) =>
        Text(item, "type") is "item_reference" || (Text(item, "type") is null && !item.TryGetProperty("role", out _));

    private static void WriteWithId(Utf8JsonWriter json, JsonElement item, string id)
    {
        bool isMessage = Text(item, "type") is null or "message";
        if (isMessage && item.TryGetProperty(Content, out JsonElement content) && content.ValueKind == JsonValueKind.String)
        {
            WriteMessage(json, IdOf(item) ?? id, Text(item, "role") ?? "user", content);
            return;
        }

        json.WriteStartObject();
        json.WriteString(Id, IdOf(item) ?? id);
        if (isMessage && item.TryGetProperty("role", out _))
        {
            json.WriteString("type", "message");
        }

        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (!property.NameEquals(Id) && !(isMessage && property.NameEquals("type")))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string id, string role, JsonElement text)
    {
        json.WriteStartObject();
        json.WriteString(Id, id);
        json.WriteString("type", "message");
        json.WriteString("status", "completed");
        json.WriteString("role", role);
        json.WriteStartArray(Content);
        json.WriteStartObject();
        json.WriteString("type", role == "assistant" ? "output_text" : "input_text");
        json.WritePropertyName("text");
        text.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The beginning that OpenAI's own ids have.</summary>
    private static string Prefix(JsonElement item) => Text(item, "type") switch
    {
        null or "message" => "msg",
        "reasoning" => "rs",
        "function_call" => "fc",
        "function_call_output" => "fco",
        "custom_tool_call" => "ctc",
        "custom_tool_call_output" => "ctco",
        _ => "item",
    };

    private static IEnumerable<JsonElement> Elements(JsonElement items) =>
        items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
