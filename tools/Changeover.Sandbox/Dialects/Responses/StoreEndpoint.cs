using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>GET and DELETE …/responses/{id}, GET …/responses/{id}/input_items.</summary>
internal static class StoreEndpoint
{
    public static Script Get(string path, ResponseStore store) => Script.Json(200, Find(Id(path), store).Body);

    public static Script Delete(string path, ResponseStore store)
    {
        var id = Id(path);
        return store.Remove(id)
            ? Script.Json(200, new JsonObject { ["id"] = id, ["object"] = "response", ["deleted"] = true })
            : throw NotFound(id);
    }

    /// <summary>The items of the request, newest first, each with an id.</summary>
    public static Script InputItems(string path, ResponseStore store)
    {
        var id = Id(path[..^"/input_items".Length]);
        var items = Find(id, store).Conversation.Select((item, index) =>
        {
            var shown = item.DeepClone().AsObject();
            if (shown["id"] is null) shown["id"] = $"item_{id}_{index}";
            return shown;
        }).Reverse().ToList();
        return Script.Json(200, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. items]),
            ["first_id"] = (string?)items.FirstOrDefault()?["id"],
            ["last_id"] = (string?)items.LastOrDefault()?["id"],
            ["has_more"] = false,
        });
    }

    private static string Id(string path) => Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);

    private static StoredResponse Find(string id, ResponseStore store) => store.Find(id) ?? throw NotFound(id);

    private static BadRequest NotFound(string id) => new($"Response with id '{id}' not found.", status: 404);
}
