using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>One option as the reference, the schema and the reload see it.</summary>
/// <param name="Name">Key in the file.</param>
/// <param name="Kind">Kind of its value.</param>
/// <param name="Summary">What it does, one or two sentences of Markdown.</param>
/// <param name="Traits">What else is known of it.</param>
internal abstract record Option(string Name, ValueKind Kind, string Summary, OptionTraits Traits)
{
    /// <summary>Default as one would write it; null = none.</summary>
    public abstract JsonNode? Default { get; }
}

/// <summary>What is known of an option beside its value.</summary>
[Flags]
internal enum OptionTraits
{
    /// <summary>Optional, and a reload changes it.</summary>
    None = 0,

    /// <summary>Has no default.</summary>
    Required = 1,

    /// <summary>Read at start only.</summary>
    Restart = 2,
}

/// <summary>An option of a configuration record.</summary>
internal abstract record Option<TOwner>(string Name, ValueKind Kind, string Summary, OptionTraits Traits) : Option(Name, Kind, Summary, Traits)
{
    /// <summary>The record with the node's value in it; unchanged after a fault.</summary>
    public abstract TOwner Bind(TOwner owner, ConfigNode node, string path, Binding binding);

    /// <summary>The record's value as one would write it; null = not set.</summary>
    public abstract JsonNode? Show(TOwner owner);
}

/// <summary>An option of a configuration record, with its type.</summary>
internal sealed record Option<TOwner, TValue>(
    string Name,
    ValueKind<TValue> Values,
    Func<TOwner, object?> Get,
    Func<TOwner, TValue, TOwner> Set,
    TOwner Defaults,
    string Summary,
    OptionTraits Traits) : Option<TOwner>(Name, Values, Summary, Traits)
{
    public override JsonNode? Default => Traits.HasFlag(OptionTraits.Required) ? null : Show(Defaults);

    public override TOwner Bind(TOwner owner, ConfigNode node, string path, Binding binding) =>
        Values.TryRead(node, path, binding, out var value) ? Set(owner, value) : owner;

    public override JsonNode? Show(TOwner owner) => Get(owner) is TValue value ? Values.Show(value) : null;
}
