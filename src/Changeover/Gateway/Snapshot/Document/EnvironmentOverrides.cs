namespace Changeover.Gateway.Snapshot.Document;

/// <summary>Lays <c>CHANGEOVER__SERVER__URLS=…</c> over the file: the variable's name is the option's path, in any case, with two underscores between steps. An empty value sets the default again.</summary>
internal static class EnvironmentOverrides
{
    /// <summary>How such a variable begins.</summary>
    public const string Prefix = "CHANGEOVER__";

    /// <summary>The document with every override of the environment in it.</summary>
    public static ConfigMap Apply(ConfigMap document, IReadOnlyDictionary<string, string> environment, List<ConfigFault> faults)
    {
        foreach (var (variable, text) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var steps = variable[Prefix.Length..].Split("__");
            if (steps.Any(step => step.Length == 0))
            {
                faults.Add(new ConfigFault(ConfigOrigin.Of(variable), "", "The variable's name has an empty step.", $"Write it like {Prefix}SERVER__URLS."));
                continue;
            }

            document = Place(document, steps, new ConfigScalar(ConfigOrigin.Of(variable), text.Length == 0 ? null : text), faults);
        }

        return document;
    }

    private static ConfigMap Place(ConfigMap map, ReadOnlySpan<string> steps, ConfigScalar value, List<ConfigFault> faults)
    {
        var name = steps[0];
        var known = map.Entries.FirstOrDefault(entry => Spelled(entry.Key) == Spelled(name));
        var key = known?.Key ?? Lower(name);
        var inner = Below(known?.Value, steps[1..], value, faults);
        return map.With(new ConfigEntry(key, known is { Value: not ConfigScalar } ? known.KeyOrigin : value.Origin, inner));
    }

    private static ConfigNode Below(ConfigNode? node, ReadOnlySpan<string> steps, ConfigScalar value, List<ConfigFault> faults)
    {
        if (steps.IsEmpty)
        {
            return value;
        }

        return node is ConfigList list
            ? PlaceItem(list, steps, value, faults)
            : int.TryParse(steps[0], out _) && node is not ConfigMap
                ? PlaceItem(new ConfigList(value.Origin, []), steps, value, faults)
                : Place(node as ConfigMap ?? new ConfigMap(value.Origin, []), steps, value, faults);
    }

    private static ConfigList PlaceItem(ConfigList list, ReadOnlySpan<string> steps, ConfigScalar value, List<ConfigFault> faults)
    {
        if (!int.TryParse(steps[0], out var index) || index < 0 || index > list.Items.Count)
        {
            faults.Add(new ConfigFault(value.Origin, "", $"The list has {list.Items.Count} items, so {Quoting.Quote(steps[0])} names none.", $"Use a number from 0 to {list.Items.Count}; the last one adds an item."));
            return list;
        }

        var items = list.Items.ToList();
        var item = Below(index < items.Count ? items[index] : null, steps[1..], value, faults);
        if (index < items.Count)
        {
            items[index] = item;
        }
        else
        {
            items.Add(item);
        }

        return list with { Items = items };
    }

    // A shell variable can hold neither '-' nor '.', so AZURE_EAST also means azure-east.
    private static string Spelled(string name) => Lower(name).Replace('-', '_').Replace('.', '_');

#pragma warning disable CA1308 // lower case is how options are written, not a comparison
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
