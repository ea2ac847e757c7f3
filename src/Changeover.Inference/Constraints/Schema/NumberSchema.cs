using System.Text.Json;
using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>The number types and their bounds.</summary>
internal static class NumberSchema
{
    public static GrammarRule? Compile(SchemaNode node, bool isWhole)
    {
        var format = node.Get("format");
        var isInt32 = format is { ValueKind: JsonValueKind.String } name && name.ValueEquals("int32");
        if (format is { } other && !isInt32 && !(other.ValueKind == JsonValueKind.String && other.GetString() is "int64" or "float" or "double"))
        {
            throw node.Refuse("format", $"{other} is not supported");
        }

        var low = isInt32 ? int.MinValue : (decimal)-NumberGrammar.Limit;
        var high = isInt32 ? int.MaxValue : (decimal)NumberGrammar.Limit;
        var (least, most) = (node.Number("minimum") ?? low, node.Number("maximum") ?? high);
        var (above, below) = (node.Number("exclusiveMinimum"), node.Number("exclusiveMaximum"));
        // Bounds beyond what is ever written do not matter, and might not fit.
        (least, most) = (Math.Max(low, least), Math.Min(high, most));
        var first = Clamp(Math.Max(Math.Ceiling(least), above is { } a ? Math.Floor(a) + 1 : low));
        var last = Clamp(Math.Min(Math.Floor(most), below is { } b ? Math.Ceiling(b) - 1 : high));
        if (isWhole)
        {
            return NumberGrammar.Whole(first, last);
        }

        return !SchemaKeywords.HasNumberBounds(node.Schema) && !isInt32 ? NumberGrammar.Any
            : NumberGrammar.Real(first, last, Clamp(Math.Ceiling(Math.Max(least, above ?? low))), Clamp(Math.Floor(Math.Min(most, below ?? high))), isOpen: above is not null || below is not null) ?? throw node.Refuse(Bound(node), "the bounds leave no whole number and no full step between two");
    }

    private static string Bound(SchemaNode node) => node.Schema.EnumerateObject().Select(member => member.Name).First(keyword => SchemaKeywords.TypesOf(keyword).Contains("number"));

    private static long Clamp(decimal bound) => (long)Math.Clamp(bound, -NumberGrammar.Limit - 1, NumberGrammar.Limit + 1);
}
