using Changeover.Inference.Answering;
using Changeover.Inference.Decoding;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Scheduling;

/// <summary>
/// Continuous batching on one thread of its own. Every round: let go of who was cancelled, admit who waits while slots
/// are free, feed one chunk of the oldest prompt, and give every running answer one token. So a long prompt delays the
/// others by one chunk per token, and a cancelled answer holds its slot for one token at most.
/// </summary>
internal sealed class DecodingLoop : IDisposable
{
    private readonly DecoderGraph _graph;
    private readonly TokenTable _tokens;
    private readonly IReadOnlySet<int> _ends;
    private readonly EmbeddedModelOptions _options;
    private readonly IdSource _ids;
    private readonly bool _pads;
    private readonly int _chunk;
    private readonly WaitingLine _line;
    private readonly List<Prefill> _prefills = [];
    private readonly List<DecodeBatch> _batches = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile int _usedSlots;

    /// <param name="graph">Owned by the loop from here on.</param>
    /// <param name="pads">The graph answers the same for a row that is padded on the left; otherwise every answer is decoded alone.</param>
    /// <param name="tokens">The vocabulary.</param>
    /// <param name="ends">Tokens that end an answer.</param>
    /// <param name="ids">Ids of tool calls.</param>
    /// <param name="options">Slots, line and chunk.</param>
    public DecodingLoop(DecoderGraph graph, bool pads, TokenTable tokens, IReadOnlySet<int> ends, IdSource ids, EmbeddedModelOptions options)
    {
        (_graph, _pads, _tokens, _ends, _ids, _options) = (graph, pads, tokens, ends, ids, options);
        _chunk = graph.LongestChunk(options.PrefillChunk);
        _line = new WaitingLine(options.QueueLength);
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Slots that answers hold, prompts being read included.</summary>
    public int UsedSlots => _usedSlots;

    /// <summary>Puts a request in line; false when the line is full.</summary>
    public bool TryEnter(Generation generation) => _line.TryEnter(generation, _options.Slots - _usedSlots);

    /// <summary>Takes a request out of the line; false when it is being served already.</summary>
    public bool TryLeave(Generation generation) => _line.TryLeave(generation);

    /// <summary>Ends the thread: whoever is served or waits gets a failure.</summary>
    public void Dispose()
    {
        if (_loop.IsCompleted)
        {
            return;
        }

        _stop.Cancel();
        foreach (var waiting in _line.Close())
        {
            waiting.Fail(EmbeddedErrors.Unloading);
        }

        _loop.Wait();
        _stop.Dispose();
    }

    private void Loop()
    {
        while (_prefills.Count + _batches.Count > 0 || _line.WaitForArrival())
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                ReleaseCancelled();
                Admit();
                ReadPrompt();
                Decode();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                AbandonAll(EmbeddedErrors.Unloading);
            }
            catch (Exception error) // the edge of a loop that others wait for: it reports, and goes on
            {
                AbandonAll(EmbeddedErrors.Failed(error.Message));
            }
        }

        _graph.Dispose();
    }

    private void Admit()
    {
        while (_line.TryTake(_options.Slots - CountSlots()) is { } generation)
        {
            _prefills.Add(new Prefill(generation, _graph, _chunk));
            generation.Admit(_tokens, _ends, _ids);
        }
    }

    private int CountSlots() => _usedSlots = _prefills.Sum(prefill => prefill.Generation.N) + _batches.Sum(batch => batch.Count);

    private void ReleaseCancelled()
    {
        foreach (var prefill in _prefills.Where(prefill => prefill.Generation.Cancelled.IsCancellationRequested))
        {
            prefill.Dispose();
        }

        _prefills.RemoveAll(prefill => prefill.Generation.Cancelled.IsCancellationRequested);
        Prune();
    }

    private void ReadPrompt()
    {
        if (_prefills.Count == 0)
        {
            return;
        }

        var prefill = _prefills[0];
        try
        {
            prefill.Step(_stop.Token);
        }
        catch (OperationCanceledException) when (prefill.Generation.Cancelled.IsCancellationRequested)
        {
            return; // the next round lets go of it
        }

        if (prefill.IsDone)
        {
            foreach (var choice in prefill.Generation.Choices)
            {
                choice.Accept(_graph.LastLogits(0));
            }

            Join(prefill);
            _prefills.RemoveAt(0);
            prefill.Dispose();
        }
    }

    private void Join(Prefill prefill)
    {
        if (!_pads)
        {
            foreach (var choice in prefill.Generation.Choices)
            {
                NewBatch().Join(prefill.Cache, [choice]);
            }
        }
        else
        {
            (_batches.Count == 0 ? NewBatch() : _batches[0]).Join(prefill.Cache, prefill.Generation.Choices);
        }
    }

    private DecodeBatch NewBatch()
    {
        _batches.Add(new DecodeBatch(_graph));
        return _batches[^1];
    }

    private void Decode()
    {
        foreach (var batch in _batches)
        {
            batch.Step(_stop.Token);
        }

        Prune();
    }

    private void Prune()
    {
        _batches.ForEach(batch => batch.Prune());
        _batches.RemoveAll(batch => batch.Count == 0);
        CountSlots();
    }

    private void AbandonAll(UpstreamError error)
    {
        foreach (var generation in _prefills.Select(prefill => prefill.Generation).Concat(_batches.SelectMany(batch => batch.Rows).Select(row => row.Generation)).Distinct())
        {
            generation.Fail(error);
        }

        _prefills.ForEach(prefill => prefill.Dispose());
        _batches.ForEach(batch => batch.Dispose());
        _prefills.Clear();
        _batches.Clear();
        CountSlots();
    }
}
