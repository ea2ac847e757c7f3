namespace Changeover.Inference.Templates.Values;

/// <summary>Evaluated arguments of a call, a filter or a test.</summary>
internal sealed record Arguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    public static readonly Arguments None = new([], new Dictionary<string, object?>());

    public bool TryGet(int index, string name, out object? value)
    {
        if (index < Positional.Count)
        {
            value = Positional[index];
            return true;
        }

        return Named.TryGetValue(name, out value);
    }

    public object? Get(int index, string name, object? fallback = null) => TryGet(index, name, out var value) ? value : fallback;

    public string Text(RenderContext context, int index, string name) => TryGet(index, name, out var value)
        ? PythonText.Of(value)
        : throw context.Fault($"missing argument '{name}'");

    public long? Whole(RenderContext context, int index, string name) => Get(index, name) switch
    {
        null => null,
        var value when Numbers.TryWhole(value, out var number) => number,
        var other => throw context.Fault($"argument '{name}' must be a whole number, not {PythonText.TypeName(other)}"),
    };

    public Arguments Skip(int count) => new([.. Positional.Skip(count)], Named);
}
