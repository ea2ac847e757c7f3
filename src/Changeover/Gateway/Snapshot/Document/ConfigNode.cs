namespace Changeover.Gateway.Snapshot.Document;

/// <summary>A piece of the written configuration, from the file or from the environment, that knows where it was written.</summary>
internal abstract record ConfigNode(ConfigOrigin Origin)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Shape { get; }

    /// <summary>Nothing was written after the key: as if the key were absent.</summary>
    public bool IsNothing => this is ConfigScalar { Text: null };

    /// <summary>The same node as if nobody had written it.</summary>
    public ConfigNode Unwritten() => this switch
    {
        ConfigMap map => new ConfigMap(ConfigOrigin.Default, [.. map.Entries.Select(entry => new ConfigEntry(entry.Key, ConfigOrigin.Default, entry.Value.Unwritten()))]),
        ConfigList list => new ConfigList(ConfigOrigin.Default, [.. list.Items.Select(item => item.Unwritten())]),
        _ => this with { Origin = ConfigOrigin.Default },
    };
}

/// <summary>A single value; null = nothing written.</summary>
internal sealed record ConfigScalar(ConfigOrigin Origin, string? Text) : ConfigNode(Origin)
{
    public override string Shape => Text is null ? "nothing" : "a single value";
}

/// <summary>A sequence.</summary>
internal sealed record ConfigList(ConfigOrigin Origin, IReadOnlyList<ConfigNode> Items) : ConfigNode(Origin)
{
    public override string Shape => "a list";
}

/// <summary>Keys and values, in the written order, each key once.</summary>
internal sealed record ConfigMap(ConfigOrigin Origin, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Origin)
{
    public override string Shape => "a map";

    /// <summary>The entry with this key, spelled exactly.</summary>
    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>The same map with one entry replaced, or added at the end.</summary>
    public ConfigMap With(ConfigEntry entry) => Find(entry.Key) is null
        ? this with { Entries = [.. Entries, entry] }
        : this with { Entries = [.. Entries.Select(old => old.Key == entry.Key ? entry : old)] };
}

/// <summary>One key and its value.</summary>
/// <param name="Key">As written.</param>
/// <param name="KeyOrigin">Where the key stands.</param>
/// <param name="Value">What it holds.</param>
internal sealed record ConfigEntry(string Key, ConfigOrigin KeyOrigin, ConfigNode Value);
