using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Options;

namespace Changeover.Gateway.Snapshot;

/// <summary>A line of the configuration in force: an option's value and where it comes from.</summary>
/// <param name="Path">Option.</param>
/// <param name="Key">Last step of the path, as it is written in the file; <c>-</c> for an item of a list.</param>
/// <param name="Depth">How far to indent it.</param>
/// <param name="Value">Value as one would write it; null = not set, or a section whose options follow.</param>
/// <param name="IsSection">Whether options or items follow.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record EffectiveOption(string Path, string Key, int Depth, JsonNode? Value, bool IsSection, ConfigOrigin Origin)
{
    /// <summary>Every option in the order of the reference, sections before what is in them.</summary>
    public static IEnumerable<EffectiveOption> All(ConfigResult result) => Inside(ChangeoverOptions.All.Show(result.Config), "", 0, ConfigOrigin.Default, result.Origins);

    private static IEnumerable<EffectiveOption> Inside(JsonNode node, string path, int depth, ConfigOrigin above, IReadOnlyDictionary<string, ConfigOrigin> origins)
    {
        var children = node is JsonObject map
            ? map.Select(pair => (place: ConfigPath.Key(path, pair.Key), key: pair.Key, pair.Value))
            : node.AsArray().Select((item, i) => (place: ConfigPath.Item(path, i), key: "-", Value: item));
        foreach (var (place, key, value) in children)
        {
            // An item of a list comes from where the list does; an option that nobody wrote is a default even in a written section.
            var origin = origins.GetValueOrDefault(place, key == "-" ? above : ConfigOrigin.Default);
            var isSection = value is JsonObject or JsonArray { Count: > 0 };
            yield return new EffectiveOption(place, key, depth, isSection ? null : value, isSection, origin);
            foreach (var inner in isSection ? Inside(value!, place, depth + 1, origin, origins) : [])
            {
                yield return inner;
            }
        }
    }
}
