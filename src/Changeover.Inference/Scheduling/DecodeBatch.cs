using Changeover.Inference.Decoding;

namespace Changeover.Inference.Scheduling;

/// <summary>Answers that are decoded together, one token each per step.</summary>
internal sealed class DecodeBatch(DecoderGraph graph) : IDisposable
{
    private List<Choice> _rows = [];
    private KeyValueCache? _cache;

    public int Count => _rows.Count;

    public IReadOnlyList<Choice> Rows => _rows;

    /// <summary>Takes in answers that share one prompt; <paramref name="prompt"/> is its cache of one row.</summary>
    public void Join(KeyValueCache prompt, IEnumerable<Choice> answers) => Regroup(prompt, answers);

    /// <summary>Lets go of the answers that have ended or were cancelled. Costs nothing when there are none.</summary>
    public void Prune()
    {
        if (_rows.Exists(row => !row.IsRunning))
        {
            Regroup(null, []);
        }
    }

    /// <summary>One token for every answer.</summary>
    public void Step(CancellationToken cancel)
    {
        if (_cache is null)
        {
            return;
        }

        graph.Run(_cache, [.. _rows.Select(row => (long)row.Pending)], cancel);
        for (var row = 0; row < _rows.Count; row++)
        {
            if (_rows[row].IsRunning)
            {
                _rows[row].Accept(graph.LastLogits(row));
            }
        }
    }

    public void Dispose()
    {
        _cache?.Dispose();
        _cache = null;
        _rows = [];
    }

    private void Regroup(KeyValueCache? arriving, IEnumerable<Choice> answers)
    {
        var rows = _rows.Select((row, index) => (Cache: _cache!, Index: index, Choice: row))
            .Concat(answers.Select(answer => (Cache: arriving!, Index: 0, Choice: answer)))
            .Where(row => row.Choice.IsRunning).ToList();
        var next = rows.Count == 0 ? null : KeyValueCache.Gather(graph.CacheShape, rows.ConvertAll(row => (row.Cache, row.Index)));
        _cache?.Dispose();
        (_cache, _rows) = (next, rows.ConvertAll(row => row.Choice));
    }
}
