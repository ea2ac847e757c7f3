namespace Changeover.Inference.Templates.Values;

/// <summary><c>loop</c> inside a <c>for</c>.</summary>
internal sealed class LoopValue(IReadOnlyList<object?> items)
{
    private object? _last = new Undefined("nothing yet");

    public int Index { get; set; }

    public object? Attribute(string name) => name switch
    {
        "index" => (long)Index + 1,
        "index0" => (long)Index,
        "revindex" => (long)items.Count - Index,
        "revindex0" => (long)items.Count - Index - 1,
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "depth" => 1L,
        "depth0" => 0L,
        "previtem" => Index > 0 ? items[Index - 1] : new Undefined("there is no previous item"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new Undefined("there is no next item"),
        "cycle" => (Callable)((context, arguments) => arguments.Positional.Count > 0
            ? arguments.Positional[Index % arguments.Positional.Count]
            : throw context.Fault("no items for cycling given")),
        "changed" => (Callable)((_, arguments) => Changed(new ListValue(arguments.Positional))),
        _ => new Undefined($"'loop' has no attribute '{name}'"),
    };

    private bool Changed(ListValue values)
    {
        var same = Comparison.Equal(_last, values);
        _last = values;
        return !same;
    }
}
