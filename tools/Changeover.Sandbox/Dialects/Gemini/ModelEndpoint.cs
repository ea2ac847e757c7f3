using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>GET …/models and …/models/{id}.</summary>
internal static class ModelEndpoint
{
    private static readonly string[] Methods = ["generateContent", "streamGenerateContent", "countTokens", "embedContent", "batchEmbedContents"];

    public static Script Answer(Received received) => received.Exchange.Model is { } id
        ? received.Behaviour.Models.Contains(id, StringComparer.Ordinal) ? Script.Json(200, Write(id)) : throw Missing(id, "GetModel")
        : Script.Json(200, new JsonObject { ["models"] = new JsonArray([.. received.Behaviour.Models.Select(Write)]) });

    /// <summary>The model in the path, which must be listed where the behaviour says so.</summary>
    public static string Asked(Received received, string method)
    {
        var model = received.Exchange.Model!;
        return !received.Behaviour.StrictModels || received.Behaviour.Models.Contains(model, StringComparer.Ordinal) ? model : throw Missing(model, method);
    }

    private static BadRequest Missing(string model, string method) => GeminiErrors.NotFound(
        $"models/{model} is not found for API version v1beta, or is not supported for {method}. Call ListModels to see the list of available models and their supported methods.");

    private static JsonNode Write(string id) => new JsonObject
    {
        ["name"] = $"models/{id}",
        ["version"] = "001",
        ["displayName"] = id,
        ["inputTokenLimit"] = 1_048_576,
        ["outputTokenLimit"] = 65_536,
        ["supportedGenerationMethods"] = new JsonArray([.. Methods.Select(method => (JsonNode)method)]),
    };
}
