using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>Values of one kind, in order.</summary>
/// <param name="item">Kind of each value.</param>
/// <param name="least">How many there must be.</param>
internal sealed class ListKind<T>(ValueKind<T> item, int least = 0) : ValueKind<IReadOnlyList<T>>
{
    public override string Name => $"list of {item.Name}";

    public override IOptionSet? Section => item.Section;

    public override string SectionStep => "[]";

    public override bool TryRead(ConfigNode node, string path, Binding binding, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        var values = new List<T>();
        value = values;
        if (node is not ConfigList list)
        {
            binding.Fault(node.Origin, path, $"This is {node.Shape}, where a list is expected.", "Write one item per line, each after `- `.");
            return false;
        }

        if (list.Items.Count < least)
        {
            binding.Fault(binding.Nearest(path), path, "The list is empty.", $"Write at least {least}.");
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var place = ConfigPath.Item(path, i);
            binding.Written(place, list.Items[i].Origin);
            if (item.TryRead(list.Items[i], place, binding, out var read))
            {
                values.Add(read);
            }
        }

        return true;
    }

    public override JsonNode Show(IReadOnlyList<T> value) => new JsonArray([.. value.Select(item.Show)]);

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (least > 0)
        {
            schema["minItems"] = least;
        }

        return schema;
    }
}
