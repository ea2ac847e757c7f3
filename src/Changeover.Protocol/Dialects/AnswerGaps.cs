namespace Changeover.Protocol.Dialects;

/// <summary>What the answers of a dialect have no place for.</summary>
[Flags]
internal enum AnswerGaps
{
    None = 0,

    /// <summary>Which stop string matched.</summary>
    StopSequence = 1,

    /// <summary>OpenAI's fingerprint of the system.</summary>
    Fingerprint = 2,

    /// <summary>Log-probabilities.</summary>
    Logprobs = 4,

    /// <summary>Calls whose input is free text.</summary>
    CustomCalls = 8,

    /// <summary>How much of the input was cached.</summary>
    CachedTokens = 16,

    /// <summary>How much of the input was written to a cache.</summary>
    CacheWrites = 32,

    /// <summary>How much of that is kept for long.</summary>
    LongCacheWrites = 64,

    /// <summary>How much of the output was reasoning.</summary>
    ReasoningTokens = 128,

    /// <summary>How much was sound.</summary>
    AudioTokens = 256,
}
