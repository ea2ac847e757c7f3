namespace Changeover.Inference.Templates.Values;

/// <summary>A Python list or tuple; immutable, as in Hugging Face's sandbox.</summary>
internal sealed class ListValue(IReadOnlyList<object?> items, bool isTuple = false)
{
    public IReadOnlyList<object?> Items { get; } = items;

    public bool IsTuple { get; } = isTuple;

    public static ListValue Tuple(params object?[] items) => new(items, isTuple: true);
}
