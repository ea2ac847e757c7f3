using Changeover.Protocol.Chat;

namespace Changeover.Inference.Sampling;

/// <summary>How one answer is sampled: the request's wishes over the model's defaults over "off".</summary>
internal sealed record SamplingPlan
{
    public required double Temperature { get; init; }

    public required double TopP { get; init; }

    /// <summary>0 = off.</summary>
    public required int TopK { get; init; }

    public required double MinP { get; init; }

    public required double FrequencyPenalty { get; init; }

    public required double PresencePenalty { get; init; }

    /// <summary>1 = off.</summary>
    public required double RepetitionPenalty { get; init; }

    public required IReadOnlyDictionary<int, double> LogitBias { get; init; }

    public bool HasPenalties => FrequencyPenalty != 0 || PresencePenalty != 0 || RepetitionPenalty != 1;

    public static SamplingPlan From(SamplingOptions wish, SamplingOptions model) => new()
    {
        Temperature = wish.Temperature ?? model.Temperature ?? 1,
        TopP = wish.TopP ?? model.TopP ?? 1,
        TopK = wish.TopK ?? model.TopK ?? 0,
        MinP = wish.MinP ?? model.MinP ?? 0,
        FrequencyPenalty = wish.FrequencyPenalty ?? model.FrequencyPenalty ?? 0,
        PresencePenalty = wish.PresencePenalty ?? model.PresencePenalty ?? 0,
        RepetitionPenalty = wish.RepetitionPenalty ?? model.RepetitionPenalty ?? 1,
        LogitBias = wish.LogitBias,
    };
}
