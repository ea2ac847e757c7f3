namespace Changeover.Protocol.Chat;

/// <summary>How the next token is chosen. Every null means "not said": the model's own default holds.</summary>
public sealed record SamplingOptions
{
    /// <summary>0 = greedy; usual range 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus: the smallest set of tokens whose probability reaches this, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Only the k likeliest tokens. Not in OpenAI's own API; open-weights servers take it.</summary>
    public int? TopK { get; init; }

    /// <summary>Only tokens at least this share as likely as the likeliest, 0 to 1.</summary>
    public double? MinP { get; init; }

    /// <summary>Subtracted per earlier occurrence, −2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Subtracted once if the token occurred, −2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Divides the logit of tokens that occurred; 1 = off.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>Token id → added to its logit, −100 to 100.</summary>
    public IReadOnlyDictionary<int, double> LogitBias { get; init; } = new Dictionary<int, double>();

    /// <summary>Same seed and same request, same text, where the provider can.</summary>
    public long? Seed { get; init; }

    /// <summary>Strings that end the answer; not part of it.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}
