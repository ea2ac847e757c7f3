using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>Named values of one kind.</summary>
/// <param name="item">Kind of each value.</param>
/// <param name="names">What a name is, for messages and the reference.</param>
/// <param name="namePattern">Regular expression of allowed names.</param>
/// <param name="nameComparer">When two names are the same.</param>
internal sealed class MapKind<T>(ValueKind<T> item, string names, string namePattern, StringComparer nameComparer) : ValueKind<IReadOnlyDictionary<string, T>>
{
    private readonly Regex _allowed = new(namePattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));

    public override string Name => item.Section is null ? $"map of {item.Name}" : "map of sections";

    public override IOptionSet? Section => item.Section;

    public override string SectionStep => ".<name>";

    public override bool TryRead(ConfigNode node, string path, Binding binding, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, T> value)
    {
        var values = new Dictionary<string, T>(nameComparer);
        value = values;
        if (node is not ConfigMap map)
        {
            binding.Fault(node.Origin, path, $"This is {node.Shape}, where a map of {names} is expected.", "Write one name per line, each followed by a colon and its value.");
            return false;
        }

        foreach (var entry in map.Entries)
        {
            var place = ConfigPath.Key(path, entry.Key);
            binding.Written(place, entry.Value is ConfigScalar ? entry.Value.Origin : entry.KeyOrigin);
            if (!_allowed.IsMatch(entry.Key) || entry.Key.Any(char.IsControl))
            {
                binding.Fault(entry.KeyOrigin, path, $"{Quoting.Quote(entry.Key)} cannot be the name of one of the {names}.", $"Names match {namePattern}.");
            }

            if (item.TryRead(entry.Value, place, binding, out var read) && !values.TryAdd(entry.Key, read))
            {
                binding.Fault(entry.KeyOrigin, place, $"{Quoting.Quote(entry.Key)} is already here in another case.", "Keep one of the two.");
            }
        }

        return true;
    }

    public override JsonNode Show(IReadOnlyDictionary<string, T> value)
    {
        var shown = new JsonObject();
        foreach (var (name, inner) in value)
        {
            shown.Add(name, item.Show(inner));
        }

        return shown;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["patternProperties"] = new JsonObject { [namePattern] = item.Schema() },
        ["additionalProperties"] = false,
    };
}
