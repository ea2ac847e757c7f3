using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>POST …:embedContent and …:batchEmbedContents.</summary>
internal sealed class EmbedEndpoint(ContentRules rules)
{
    private const int DefaultDimensions = 768;
    private const int LargestBatch = 100;

    public Script One(Received received)
    {
        var model = ModelEndpoint.Asked(received, "embedContent");
        var request = ProtoReader.Read(received.Exchange.Json, "EmbedContentRequest");
        return Answer(received, model, [request], "EmbedContentRequest", embeddings => new JsonObject { ["embedding"] = embeddings[0] });
    }

    public Script Many(Received received)
    {
        var model = ModelEndpoint.Asked(received, "batchEmbedContents");
        var requests = ProtoReader.Read(received.Exchange.Json, "BatchEmbedContentsRequest")["requests"] as JsonArray ?? [];
        if (requests.Count is 0 or > LargestBatch)
            throw GeminiErrors.Invalid($"* BatchEmbedContentsRequest.requests: between 1 and {LargestBatch} requests can be in one batch\n");
        for (var index = 0; index < requests.Count; index++)
            if ((string?)requests[index]!["model"] != $"models/{model}")
                throw GeminiErrors.Invalid($"* BatchEmbedContentsRequest.requests[{index}].model: must be models/{model}, as in the path\n");
        return Answer(received, model, [.. requests.OfType<JsonObject>()], "BatchEmbedContentsRequest.requests[]",
            embeddings => new JsonObject { ["embeddings"] = new JsonArray(embeddings) });
    }

    private Script Answer(Received received, string model, JsonObject[] requests, string path, Func<JsonNode[], JsonObject> write)
    {
        foreach (var request in requests)
        {
            rules.CheckParts(request["content"] ?? new JsonObject(), $"{path}.content");
            if (ConfigRules.Number(request, "outputDimensionality") is < 1 or > 3072)
                throw GeminiErrors.Invalid($"* {path}.output_dimensionality: must be in the range [1, 3072].\n");
        }
        var answer = new Answer { Model = model, PromptTokens = requests.Sum(request => Tokens.Count(Text(request))), Choices = [] };
        return Paced.Buffered(answer, write([.. requests.Select(request => Embedding(received.HiddenModel(model), request))]));
    }

    private static JsonObject Embedding(string model, JsonObject request)
    {
        var vector = EmbeddingVector.Of($"{model}\n{Text(request)}", (int?)ConfigRules.Number(request, "outputDimensionality") ?? DefaultDimensions);
        return new JsonObject { ["values"] = new JsonArray([.. vector.Select(x => (JsonNode)x)]) };
    }

    private static string Text(JsonObject request) => string.Concat(GenerateReader.Parts(request["content"]).Select(part => (string?)part["text"]));
}
