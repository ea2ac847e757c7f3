namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>The responses that clients did not forbid to keep, the newest thousand. Safe for concurrent use.</summary>
internal sealed class ResponseStore
{
    private const int Capacity = 1_000;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, StoredResponse> _kept = new(StringComparer.Ordinal);

    public void Keep(string id, StoredResponse response)
    {
        lock (_lock)
        {
            _kept[id] = response;
            if (_kept.Count > Capacity) _kept.RemoveAt(0);
        }
    }

    public StoredResponse? Find(string id)
    {
        lock (_lock) return _kept.GetValueOrDefault(id);
    }

    /// <summary>The response that holds an output item with this id.</summary>
    public StoredResponse? FindByItem(string itemId)
    {
        lock (_lock) return _kept.Values.FirstOrDefault(response => response.Output.Any(item => (string?)item["id"] == itemId));
    }

    public bool Remove(string id)
    {
        lock (_lock) return _kept.Remove(id);
    }

    public void Clear()
    {
        lock (_lock) _kept.Clear();
    }
}
