using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>POST …/embeddings.</summary>
internal static class EmbeddingEndpoint
{
    private const int DefaultDimensions = 256;

    public static Script Answer(Received received)
    {
        var body = Fields.Body(received);
        var model = Fields.Model(received);
        received.CheckModel(model);
        var hidden = received.HiddenModel(model);
        var inputs = Inputs(body["input"]);
        var dimensions = body.Int("dimensions", 1, 4096) ?? DefaultDimensions;
        var asBase64 = body.Text("encoding_format") switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw new BadRequest("'encoding_format' must be float or base64.", "encoding_format"),
        };

        var answer = new Answer { Model = model, PromptTokens = inputs.Sum(input => input.Tokens), Choices = [] };
        return Paced.Buffered(answer, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. inputs.Select((input, index) => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = index,
                ["embedding"] = Write(EmbeddingVector.Of($"{hidden}\n{input.Text}", dimensions), asBase64),
            })]),
            ["model"] = model,
            ["usage"] = new JsonObject { ["prompt_tokens"] = answer.PromptTokens, ["total_tokens"] = answer.PromptTokens },
        });
    }

    /// <summary>A text, texts, token ids, or lists of token ids.</summary>
    private static List<(string Text, int Tokens)> Inputs(JsonNode? input) => input switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => [(text, Tokens.Count(text))],
        JsonArray { Count: > 0 } ids when ids.All(id => id is JsonValue value && value.TryGetValue<int>(out _)) => [(Wire.Text(ids), ids.Count)],
        JsonArray { Count: > 0 } items => [.. items.SelectMany(Inputs)],
        _ => throw new BadRequest("'input' must be a string, an array of strings, or token ids.", "input"),
    };

    private static JsonNode Write(float[] vector, bool asBase64) => asBase64
        ? Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector))
        : new JsonArray([.. vector.Select(x => (JsonNode)x)]);
}
