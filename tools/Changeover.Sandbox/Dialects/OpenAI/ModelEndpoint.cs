using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>GET …/models and …/models/{id}.</summary>
internal static class ModelEndpoint
{
    public static Script List(Received received) => Script.Json(200, new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. received.Behaviour.Models.Select(Write)]),
    });

    public static Script One(Received received)
    {
        var path = received.Exchange.Path;
        var id = Uri.UnescapeDataString(path[(path.IndexOf("/models/", StringComparison.Ordinal) + "/models/".Length)..]);
        return received.Behaviour.Models.Contains(id, StringComparer.Ordinal)
            ? Script.Json(200, Write(id))
            : throw new BadRequest($"The model '{id}' does not exist", "model", 404, "model_not_found");
    }

    private static JsonObject Write(string id) => new()
    {
        ["id"] = id,
        ["object"] = "model",
        ["created"] = 1700000000,
        ["owned_by"] = "sandbox",
    };
}
