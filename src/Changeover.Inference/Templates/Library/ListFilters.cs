using System.Globalization;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>Filters that walk a list.</summary>
internal static class ListFilters
{
    public static Filter? Find(string name) => name switch
    {
        "first" => (context, value, _) => Sequences.At(Sequences.Of(context, value), 0),
        "last" => (context, value, _) => Sequences.At(Sequences.Of(context, value), -1),
        "list" => (context, value, _) => new ListValue(Sequences.Of(context, value)),
        "items" => (context, value, _) => value is DictionaryValue dictionary ? dictionary.Items() : value is Undefined ? new ListValue([]) : throw context.Fault($"{PythonText.TypeName(value)} has no items"),
        "reverse" => (context, value, _) => value is string ? string.Concat(Sequences.Of(context, value).Reverse()) : new ListValue([.. Sequences.Of(context, value).Reverse()]),
        "sum" => (context, value, _) => Sequences.Of(context, value).Aggregate((object?)0L, (total, item) => Numbers.Calculate(context, "+", total, item)),
        "min" => (context, value, _) => Sequences.At(Sorted(context, Sequences.Of(context, value), item => item, reverse: false), 0),
        "max" => (context, value, _) => Sequences.At(Sorted(context, Sequences.Of(context, value), item => item, reverse: true), 0),
        "sort" => (context, value, arguments) => new ListValue(Sorted(context, Sequences.Of(context, value), item => Attribute(context, item, arguments.Get(2, "attribute")), Truth.Of(arguments.Get(0, "reverse", false)))),
        "dictsort" => (context, value, _) => value is DictionaryValue dictionary ? new ListValue(Sorted(context, dictionary.Items().Items, pair => ((ListValue)pair!).Items[0], reverse: false)) : throw context.Fault($"{PythonText.TypeName(value)} is not a dict"),
        "unique" => (context, value, _) => Unique(Sequences.Of(context, value)),
        "map" => Map,
        "select" => (context, value, arguments) => Where(context, value, arguments, keep: true),
        "reject" => (context, value, arguments) => Where(context, value, arguments, keep: false),
        "selectattr" => (context, value, arguments) => WhereAttribute(context, value, arguments, keep: true),
        "rejectattr" => (context, value, arguments) => WhereAttribute(context, value, arguments, keep: false),
        _ => null,
    };

    /// <summary>The attribute of an item by a path such as <c>function.name</c>; the item itself without a path.</summary>
    public static object? Attribute(RenderContext context, object? item, object? path) => path is null
        ? item
        : PythonText.Of(path).Split('.').Aggregate(item, (value, part) => Access.Item(context, value, long.TryParse(part, CultureInfo.InvariantCulture, out var index) ? index : part));

    private static ListValue Map(RenderContext context, object? value, Arguments arguments)
    {
        var items = Sequences.Of(context, value);
        context.Charge(items.Count);
        if (arguments.Named.TryGetValue("attribute", out var path))
        {
            var fallback = arguments.Named.GetValueOrDefault("default");
            return new ListValue([.. items.Select(item => Attribute(context, item, path) is var found && found is Undefined && fallback is not null ? fallback : found)]);
        }

        var name = arguments.Text(context, 0, "filter");
        var filter = Filters.Find(name) ?? throw context.Fault($"no filter named '{name}'");
        return new ListValue([.. items.Select(item => filter(context, item, arguments.Skip(1)))]);
    }

    private static ListValue Where(RenderContext context, object? value, Arguments arguments, bool keep)
    {
        Test test = arguments.Positional.Count == 0 ? (_, item, _) => Truth.Of(item) : TestLibrary.Require(context, arguments.Text(context, 0, "test"));
        return new ListValue([.. Sequences.Of(context, value).Where(item => test(context, item, arguments.Skip(1)) == keep)]);
    }

    private static ListValue WhereAttribute(RenderContext context, object? value, Arguments arguments, bool keep)
    {
        var path = arguments.Text(context, 0, "attribute");
        Test test = arguments.Positional.Count < 2 ? (_, item, _) => Truth.Of(item) : TestLibrary.Require(context, arguments.Text(context, 1, "test"));
        return new ListValue([.. Sequences.Of(context, value).Where(item => test(context, Attribute(context, item, path), arguments.Skip(2)) == keep)]);
    }

    private static List<object?> Sorted(RenderContext context, IReadOnlyList<object?> items, Func<object?, object?> key, bool reverse)
    {
        context.Charge(items.Count);
        var order = Comparer<object?>.Create((left, right) => Comparison.Order(context, IgnoreCase(left), IgnoreCase(right)));
        return [.. reverse ? items.OrderByDescending(key, order) : items.OrderBy(key, order)];
    }

    private static ListValue Unique(IReadOnlyList<object?> items)
    {
        var seen = new DictionaryValue();
        var kept = new List<object?>();
        foreach (var item in items)
        {
            var key = IgnoreCase(item) ?? Undefined;
            if (!seen.TryGet(key, out _))
            {
                seen[key] = null;
                kept.Add(item);
            }
        }

        return new ListValue(kept);
    }

    private static readonly object Undefined = new Undefined("none");

    private static object? IgnoreCase(object? value) => value is string text ? text.ToLowerInvariant() : value;
}
