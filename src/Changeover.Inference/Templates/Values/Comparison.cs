using System.Numerics;
using System.Runtime.CompilerServices;

namespace Changeover.Inference.Templates.Values;

/// <summary>Python's equality, order and membership.</summary>
internal static class Comparison
{
    public static bool Equal(object? left, object? right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (left, right) switch
        {
            (null, null) or (Undefined, Undefined) => true,
            (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
            (ListValue a, ListValue b) => a.IsTuple == b.IsTuple && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Equal(pair.First, pair.Second)),
            (DictionaryValue a, DictionaryValue b) => a.Count == b.Count && a.Entries.All(entry => b.TryGet(entry.Key, out var other) && Equal(entry.Value, other)),
            (BigInteger a, BigInteger b) => a == b,
            _ when Numbers.TryWhole(left, out var a) && Numbers.TryWhole(right, out var b) => a == b,
            _ when Numbers.TryDouble(left, out var a) && Numbers.TryDouble(right, out var b) => a == b,
            _ => ReferenceEquals(left, right),
        };
    }

    /// <summary>Negative, zero or positive; a fault where Python has no order.</summary>
    public static int Order(RenderContext context, object? left, object? right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (left, right) switch
        {
            (string a, string b) => CodePoints.Compare(a, b),
            (ListValue a, ListValue b) when a.IsTuple == b.IsTuple => OrderLists(context, a.Items, b.Items),
            _ when Numbers.TryWhole(left, out var a) && Numbers.TryWhole(right, out var b) => a.CompareTo(b),
            _ when Numbers.TryDouble(left, out var a) && Numbers.TryDouble(right, out var b) => a.CompareTo(b),
            _ => throw context.Fault($"{PythonText.TypeName(left)} and {PythonText.TypeName(right)} have no order"),
        };
    }

    public static bool Contains(RenderContext context, object? container, object? item)
    {
        context.ChargeFor(container);
        return container switch
        {
            string text => item is string part
                ? text.Contains(part, StringComparison.Ordinal)
                : throw context.Fault($"'in' on text needs text, not {PythonText.TypeName(item)}"),
            DictionaryValue dictionary => dictionary.TryGet(item, out _),
            _ => Sequences.Of(context, container).Any(element => Equal(element, item)),
        };
    }

    private static int OrderLists(RenderContext context, IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        foreach (var (a, b) in left.Zip(right))
        {
            if (!Equal(a, b))
            {
                return Order(context, a, b);
            }
        }

        return left.Count.CompareTo(right.Count);
    }
}
