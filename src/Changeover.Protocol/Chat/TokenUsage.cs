namespace Changeover.Protocol.Chat;

/// <summary>Tokens of one answer, normalised: <see cref="Input"/> includes the cached ones, <see cref="Output"/> includes reasoning. null = not reported, 0 = reported zero.</summary>
public sealed record TokenUsage
{
    /// <summary>All prompt tokens, cached or not.</summary>
    public long? Input { get; init; }

    /// <summary>All generated tokens, reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>Part of <see cref="Input"/> that was read from the provider's cache.</summary>
    public long? CachedInput { get; init; }

    /// <summary>Part of <see cref="Input"/> that was written to the provider's cache.</summary>
    public long? CacheWrite { get; init; }

    /// <summary>Part of <see cref="CacheWrite"/> that is kept for an hour instead of minutes (Anthropic).</summary>
    public long? CacheWriteLong { get; init; }

    /// <summary>Part of <see cref="Output"/> that was reasoning.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Part of <see cref="Input"/> that was sound.</summary>
    public long? AudioInput { get; init; }

    /// <summary>Part of <see cref="Output"/> that was sound.</summary>
    public long? AudioOutput { get; init; }

    /// <summary>Both together. What one of them does not report is not known of the sum.</summary>
    public TokenUsage Plus(TokenUsage more) => new()
    {
        Input = Input + more.Input,
        Output = Output + more.Output,
        CachedInput = CachedInput + more.CachedInput,
        CacheWrite = CacheWrite + more.CacheWrite,
        CacheWriteLong = CacheWriteLong + more.CacheWriteLong,
        Reasoning = Reasoning + more.Reasoning,
        AudioInput = AudioInput + more.AudioInput,
        AudioOutput = AudioOutput + more.AudioOutput,
    };
}
