using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>What kind of value an option takes: how it is read, shown, and described in the JSON Schema and the reference. Everything that is published about an option comes from here.</summary>
internal abstract class ValueKind
{
    /// <summary>Name in the reference: <c>duration</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Least and most, for the reference; null = none.</summary>
    public virtual string? Bounds => null;

    /// <summary>The options inside, when the value is a section.</summary>
    public virtual IOptionSet? Section => null;

    /// <summary>What stands between the option's name and the options inside: <c>.&lt;name&gt;</c> for a map of sections.</summary>
    public virtual string SectionStep => "";

    /// <summary>JSON Schema of the value; a new object each time.</summary>
    public abstract JsonObject Schema();
}

/// <summary>A kind whose values are <typeparamref name="T"/>.</summary>
internal abstract class ValueKind<T> : ValueKind
{
    /// <summary>Reads the value; false after reporting why not.</summary>
    public abstract bool TryRead(ConfigNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value);

    /// <summary>The value as one would write it.</summary>
    public abstract JsonNode Show(T value);
}
