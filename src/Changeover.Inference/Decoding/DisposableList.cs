namespace Changeover.Inference.Decoding;

/// <summary>Disposes its members together.</summary>
internal sealed class DisposableList<T> : IDisposable
    where T : IDisposable
{
    private readonly List<T> _items = [];

    public T Add(T item)
    {
        _items.Add(item);
        return item;
    }

    public void Dispose() => _items.ForEach(item => item.Dispose());
}
