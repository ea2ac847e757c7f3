using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Changeover.Inference.Decoding;

/// <summary>
/// Finds out whether rows of different length may be decoded together. Some exports ignore the mask on the left (fused
/// attention that counts tokens instead), some quantise activations over the whole batch: there a neighbour would change an
/// answer. Whatever the reason, a trial run shows it.
/// </summary>
internal static class PaddingProbe
{
    private const float Tolerance = 2e-3f;

    /// <summary>True: the graph gives a padded row in a batch the logits that it gives the same row alone. <see cref="ModelLoadException"/> when the graph does not run at all; it is disposed then.</summary>
    public static bool Run(DecoderGraph graph)
    {
        try
        {
            return BatchEqualsAlone(graph);
        }
        catch (OnnxRuntimeException error)
        {
            graph.Dispose();
            throw new ModelLoadException($"The model's graph fails on its first run: {error.Message} Fetch the model again, or import another export of it.", error);
        }
    }

    private static bool BatchEqualsAlone(DecoderGraph graph)
    {
        using var shorter = Filled(graph, [1, 2]);
        using var longer = Filled(graph, [3, 4, 5, 6, 7]);
        using var together = KeyValueCache.Gather(graph.CacheShape, [(shorter, 0), (longer, 0)]);
        graph.Run(shorter, [8], CancellationToken.None);
        var alone = graph.LastLogits(0).ToArray();
        graph.Run(together, [8, 9], CancellationToken.None);
        var batched = graph.LastLogits(0);
        var scale = TensorPrimitives.Max<float>(alone) - TensorPrimitives.Min<float>(alone);
        return TensorPrimitives.Distance(alone, batched) <= Tolerance * scale * MathF.Sqrt(alone.Length);
    }

    private static KeyValueCache Filled(DecoderGraph graph, long[] tokens)
    {
        var cache = KeyValueCache.Empty(graph.CacheShape);
        graph.Run(cache, [.. tokens.Select(token => token % graph.VocabularySize)], CancellationToken.None);
        return cache;
    }
}
