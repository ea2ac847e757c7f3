using Changeover.Inference.Loading;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Changeover.Inference.Decoding;

/// <summary>Names and types of a decoder graph's inputs and outputs, checked against <c>config.json</c>.</summary>
internal sealed record GraphSignature
{
    /// <summary>Input of newer exports: for how many positions, from the end, logits are wanted.</summary>
    public const string LogitCount = "num_logits_to_keep";

    public required CacheShape Cache { get; init; }

    /// <summary>Input names, key and value per layer.</summary>
    public required IReadOnlyList<string> Past { get; init; }

    /// <summary>Output names, in the order of <see cref="Past"/>.</summary>
    public required IReadOnlyList<string> Present { get; init; }

    public required TensorElementType LogitType { get; init; }

    public required bool TakesPositions { get; init; }

    public required bool TakesLogitCount { get; init; }

    public int LogitBytes => LogitType == TensorElementType.Float16 ? 2 : 4;

    public static GraphSignature Read(InferenceSession session, ModelConfig config)
    {
        var parts = Enumerable.Range(0, config.Layers).SelectMany(layer => new[] { $"{layer}.key", $"{layer}.value" }).ToList();
        var past = parts.ConvertAll(part => $"past_key_values.{part}");
        var present = parts.ConvertAll(part => $"present.{part}");
        var known = new HashSet<string>([.. past, "input_ids", "attention_mask", "position_ids", LogitCount], StringComparer.Ordinal);
        if (session.InputMetadata.Keys.FirstOrDefault(name => !known.Contains(name)) is { } surplus)
        {
            throw Mismatch($"it wants an input '{surplus}' that a decoder of {config.Layers} layers does not have");
        }

        _ = Tensor(session.InputMetadata, "input_ids", [null, null], TensorElementType.Int64);
        _ = Tensor(session.InputMetadata, "attention_mask", [null, null], TensorElementType.Int64);
        int?[] dimensions = [null, config.KeyValueHeads, null, config.HeadSize];
        var types = past.Select(name => Tensor(session.InputMetadata, name, dimensions, TensorElementType.Float, TensorElementType.Float16))
            .Concat(present.Select(name => Tensor(session.OutputMetadata, name, dimensions, TensorElementType.Float, TensorElementType.Float16)))
            .Distinct().ToList();
        return new GraphSignature
        {
            Cache = types.Count == 1
                ? new CacheShape(past.Count, config.KeyValueHeads, config.HeadSize, types[0])
                : throw Mismatch("its keys and values are of different types"),
            Past = past,
            Present = present,
            LogitType = Tensor(session.OutputMetadata, "logits", [null, null, config.VocabularySize], TensorElementType.Float, TensorElementType.Float16),
            TakesPositions = session.InputMetadata.ContainsKey("position_ids"),
            TakesLogitCount = session.InputMetadata.ContainsKey(LogitCount),
        };
    }

    private static TensorElementType Tensor(IReadOnlyDictionary<string, NodeMetadata> all, string name, int?[] dimensions, params TensorElementType[] types)
    {
        if (!all.TryGetValue(name, out var tensor))
        {
            throw Mismatch($"it has no '{name}'; export it with past key values (a text-generation-with-past task)");
        }

        var fits = tensor.Dimensions.Length == dimensions.Length
            && tensor.Dimensions.Zip(dimensions).All(pair => pair.First < 0 || pair.Second is null || pair.First == pair.Second);
        return !fits ? throw Mismatch($"'{name}' is [{string.Join(", ", tensor.Dimensions)}], which config.json does not describe")
            : !types.Contains(tensor.ElementDataType) ? throw Mismatch($"'{name}' is of type {tensor.ElementDataType}")
            : tensor.ElementDataType;
    }

    private static ModelLoadException Mismatch(string why) =>
        new($"The graph and config.json do not belong together: {why}. Fetch the model again, or import a decoder-only ONNX export.");
}
