using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>The options of one section, in the order of the reference.</summary>
internal interface IOptionSet
{
    /// <summary>What the section is for.</summary>
    string Summary { get; }

    /// <summary>The options.</summary>
    IReadOnlyList<Option> Options { get; }
}

/// <summary>The options of one configuration record: a table of name, kind, getter, setter and summary, from which binding, schema, reference and display follow.</summary>
/// <param name="defaults">A record with nothing written.</param>
/// <param name="summary">What the section is for.</param>
internal sealed class OptionSet<T>(T defaults, string summary) : ValueKind<T>, IOptionSet, IEnumerable
{
    private readonly List<Option<T>> _options = [];

    public override string Name => "section";

    public override IOptionSet Section => this;

    public string Summary => summary;

    public IReadOnlyList<Option> Options => _options;

    private string Names => string.Join(", ", _options.Select(option => option.Name));

    /// <summary>Adds a row; the form that collection initialisers use.</summary>
    public void Add<TValue>(string name, ValueKind<TValue> kind, Func<T, object?> get, Func<T, TValue, T> set, string summary, OptionTraits traits = OptionTraits.None) =>
        _options.Add(new Option<T, TValue>(name, kind, get, set, defaults, summary, traits));

    public override bool TryRead(ConfigNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        value = defaults;
        if (node is not ConfigMap map)
        {
            if (!node.IsNothing)
            {
                binding.Fault(node.Origin, path, $"This is {node.Shape}, where options are expected.", $"Write options below it: {Names}.");
                return false;
            }

            map = new ConfigMap(node.Origin, []);
        }

        var misspelled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (_options.Find(option => option.Name == entry.Key) is { } option)
            {
                value = Bind(value, option, entry, path, binding);
            }
            else
            {
                misspelled.Add(Unknown(entry, path, binding) ?? "");
            }
        }

        foreach (var option in _options.Where(option => option.Traits.HasFlag(OptionTraits.Required) && !misspelled.Contains(option.Name) && map.Find(option.Name) is null or { Value.IsNothing: true }))
        {
            binding.Fault(binding.Nearest(path), ConfigPath.Key(path, option.Name), $"`{option.Name}` is missing.", $"Add `{option.Name}:` here.");
        }

        return true;
    }

    public override JsonObject Show(T value)
    {
        var shown = new JsonObject();
        foreach (var option in _options)
        {
            shown.Add(option.Name, option.Show(value));
        }

        return shown;
    }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var option in _options)
        {
            var property = option.Kind.Schema();
            property["description"] = option.Summary.Replace("`", "", StringComparison.Ordinal);
            if (option.Default is { } value && option.Kind.Section is null)
            {
                property["default"] = value;
            }

            properties.Add(option.Name, property);
        }

        var required = _options.Where(option => option.Traits.HasFlag(OptionTraits.Required)).Select(option => (JsonNode)option.Name).ToArray();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    public IEnumerator GetEnumerator() => _options.GetEnumerator();

    private static T Bind(T owner, Option<T> option, ConfigEntry entry, string path, Binding binding)
    {
        if (entry.Value.IsNothing)
        {
            return owner;
        }

        var place = ConfigPath.Key(path, option.Name);
        binding.Written(place, entry.Value is ConfigScalar ? entry.Value.Origin : entry.KeyOrigin);
        return option.Bind(owner, entry.Value, place, binding);
    }

    /// <summary>Reports an option that is not there; what it was meant to be, if that is clear.</summary>
    private string? Unknown(ConfigEntry entry, string path, Binding binding)
    {
        var nearest = Spelling.Nearest(entry.Key, _options.Select(option => option.Name));
        binding.Fault(
            entry.Value.Origin.Variable is null ? entry.KeyOrigin : entry.Value.Origin,
            path,
            $"There is no option {Quoting.Quote(entry.Key)} here.",
            nearest is null ? $"Options here: {Names}." : $"Did you mean `{nearest}`?");
        return nearest;
    }
}
