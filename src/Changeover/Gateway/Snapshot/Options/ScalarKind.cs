using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>What became of a text: a value, or what is wrong with it.</summary>
internal readonly record struct Reading<T>(T? Value, string? Problem = null, string Remedy = "");

/// <summary>A kind written as a single value.</summary>
/// <param name="name">Name in the reference.</param>
/// <param name="form">Remedy when something else than a single value is written: how to write one.</param>
/// <param name="read">Text to value.</param>
/// <param name="show">Value to what one would write.</param>
/// <param name="schema">JSON Schema; called once per use.</param>
/// <param name="bounds">Least and most, for the reference.</param>
internal sealed class ScalarKind<T>(string name, string form, Func<string, Reading<T>> read, Func<T, JsonNode> show, Func<JsonObject> schema, string? bounds = null) : ValueKind<T>
{
    public override string Name => name;

    public override string? Bounds => bounds;

    public override bool TryRead(ConfigNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        var reading = node is ConfigScalar scalar ? read(scalar.Text ?? "") : new Reading<T>(default, $"This is {node.Shape}, where a single value is expected.", form);
        if (reading.Problem is { } problem)
        {
            binding.Fault(node.Origin, path, problem, reading.Remedy);
        }

        value = reading.Value;
        return reading.Problem is null;
    }

    public override JsonNode Show(T value) => show(value);

    public override JsonObject Schema() => schema();
}
