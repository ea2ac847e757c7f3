using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What a gateway that keeps responses needs of their JSON. Pure functions; the JSON must have been read or written as this dialect before.</summary>
public static class StoredResponse
{
    private const string Input = "input";
    private const string PreviousId = "previous_response_id";

    /// <summary>The input of a request as a list of items, each with an id, as <c>input_items</c> shows them.</summary>
    /// <param name="body">The request as the client sent it.</param>
    /// <param name="responseId">Id of the response that it makes; ids of items are made from it.</param>
    /// <param name="output">Receives a JSON list.</param>
    public static void WriteInput(ReadOnlyMemory<byte> body, string responseId, IBufferWriter<byte> output)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartArray();
        if (document.RootElement.TryGetProperty(Input, out JsonElement input))
        {
            StoredItems.Write(json, input, responseId);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// A request that goes on from earlier responses, with the whole conversation as its input and without <c>previous_response_id</c>.
    /// References to items are replaced by the items. <c>instructions</c> of earlier requests do not count, as the dialect has it.
    /// </summary>
    /// <param name="body">The request as the client sent it.</param>
    /// <param name="earlier">The responses that it goes on from, oldest first.</param>
    /// <param name="output">Receives one JSON object.</param>
    public static void WriteRequest(ReadOnlyMemory<byte> body, IReadOnlyList<StoredTurn> earlier, IBufferWriter<byte> output)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!property.NameEquals(Input) && !property.NameEquals(PreviousId))
            {
                property.WriteTo(json);
            }
        }

        json.WriteStartArray(Input);
        var items = new StoredItems(json);
        foreach (StoredTurn turn in earlier)
        {
            items.WriteTurn(turn);
        }

        if (document.RootElement.TryGetProperty(Input, out JsonElement input))
        {
            items.WriteInput(input);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The answer of <c>GET /v1/responses/{id}/input_items</c>.</summary>
    /// <param name="items">The items, as <see cref="WriteInput"/> made them.</param>
    /// <param name="page">Which of them.</param>
    /// <param name="output">Receives one JSON object.</param>
    public static void WriteItemList(ReadOnlyMemory<byte> items, ItemPage page, IBufferWriter<byte> output)
    {
        using JsonDocument document = JsonDocument.Parse(items);
        IEnumerable<JsonElement> all = document.RootElement.EnumerateArray();
        List<JsonElement> ordered = [.. page.IsAscending ? all : all.Reverse()];
        int start = page.After is null ? 0 : ordered.FindIndex(item => StoredItems.IdOf(item) == page.After) + 1;
        List<JsonElement> shown = [.. ordered.Skip(start).Take(page.Limit)];
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        shown.ForEach(item => item.WriteTo(json));
        json.WriteEndArray();
        json.WriteString("first_id", shown.Count > 0 ? StoredItems.IdOf(shown[0]) : null);
        json.WriteString("last_id", shown.Count > 0 ? StoredItems.IdOf(shown[^1]) : null);
        json.WriteBoolean("has_more", start + shown.Count < ordered.Count);
        json.WriteEndObject();
    }

    /// <summary>The answer of <c>DELETE /v1/responses/{id}</c>.</summary>
    public static void WriteDeleted(string id, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", "response");
        json.WriteBoolean("deleted", true);
        json.WriteEndObject();
    }

    /// <summary>The answer of <c>POST /v1/responses/input_tokens</c>.</summary>
    /// <param name="tokens">Number of tokens of the input.</param>
    /// <param name="output">Receives one JSON object.</param>
    public static void WriteTokenCount(long tokens, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("object", "response.input_tokens");
        json.WriteNumber("input_tokens", tokens);
        json.WriteEndObject();
    }
}
