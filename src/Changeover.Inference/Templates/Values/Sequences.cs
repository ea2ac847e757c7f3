namespace Changeover.Inference.Templates.Values;

/// <summary>Iteration, length, indexing and slicing as in Python.</summary>
internal static class Sequences
{
    public static IReadOnlyList<object?> Of(RenderContext context, object? value) => value switch
    {
        ListValue list => list.Items,
        string text => Split(context, text),
        DictionaryValue dictionary => [.. dictionary.Keys],
        Undefined => [],
        _ => throw context.Fault($"{PythonText.TypeName(value)} is not iterable"),
    };

    public static long Length(RenderContext context, object? value) => value switch
    {
        string text => CodePoints.Length(text),
        ListValue list => list.Items.Count,
        DictionaryValue dictionary => dictionary.Count,
        Undefined => 0,
        _ => throw context.Fault($"{PythonText.TypeName(value)} has no length"),
    };

    /// <summary>The element at an index, counted from the end where negative; <see cref="Undefined"/> where there is none.</summary>
    public static object? At(IReadOnlyList<object?> items, long index)
    {
        var position = index < 0 ? index + items.Count : index;
        return position >= 0 && position < items.Count ? items[(int)position] : new Undefined("index out of range");
    }

    public static object Slice(RenderContext context, object? target, long? start, long? stop, long? step)
    {
        if (target is not (string or ListValue))
        {
            throw context.Fault($"{PythonText.TypeName(target)} cannot be sliced");
        }

        var stride = step ?? 1;
        if (stride == 0)
        {
            throw context.Fault("slice step cannot be zero");
        }

        var items = Of(context, target);
        context.Charge(items.Count);
        var (low, high) = stride > 0 ? (0L, (long)items.Count) : (-1L, items.Count - 1L);
        long Bound(long? given, long fallback) => given is not { } bound ? fallback : Math.Clamp(bound < 0 ? bound + items.Count : bound, low, high);
        var (from, to) = stride > 0 ? (Bound(start, low), Bound(stop, high)) : (Bound(start, high), Bound(stop, low));
        var taken = new List<object?>();
        for (var i = from; stride > 0 ? i < to : i > to; i += Math.Clamp(stride, -items.Count - 1L, items.Count + 1L))
        {
            taken.Add(items[(int)i]);
        }

        return target is ListValue list ? new ListValue(taken, list.IsTuple) : string.Concat(taken);
    }

    private static IReadOnlyList<object?> Split(RenderContext context, string text)
    {
        context.Charge(text.Length);
        return CodePoints.Split(text);
    }
}
