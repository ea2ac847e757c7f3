using System.Text.Json.Nodes;

namespace Changeover.Gateway.Snapshot;

/// <summary>One text for equal configurations, however they were written: keys sorted, no white space, defaults filled in.</summary>
internal static class Canonical
{
    /// <summary>The text.</summary>
    public static string Form(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
