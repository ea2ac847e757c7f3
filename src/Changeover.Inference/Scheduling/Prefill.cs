using Changeover.Inference.Decoding;

namespace Changeover.Inference.Scheduling;

/// <summary>A prompt on its way into a cache, chunk by chunk.</summary>
internal sealed class Prefill(Generation generation, DecoderGraph graph, int chunk) : IDisposable
{
    public Generation Generation => generation;

    public KeyValueCache Cache { get; } = KeyValueCache.Empty(graph.CacheShape);

    public bool IsDone => Cache.Length == generation.Prompt.Count;

    /// <summary>Feeds the next chunk; stops in the middle when the request is cancelled or the model is unloaded.</summary>
    public void Step(CancellationToken unloading)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(generation.Cancelled, unloading);
        graph.Run(Cache, [.. generation.Prompt.Skip(Cache.Length).Take(chunk).Select(token => (long)token)], either.Token);
    }

    public void Dispose() => Cache.Dispose();
}
