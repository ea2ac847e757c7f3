namespace Changeover.Sandbox;

/// <summary>How the healthy provider behaves. Replaced as a whole; a running request keeps the one it began with.</summary>
public sealed record Behaviour
{
    /// <summary>Tokens made per second; 0 = as fast as possible.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Milliseconds from the request to the first token.</summary>
    public double FirstTokenDelayMs { get; init; }

    /// <summary>Tokens per event of a stream, at least 1.</summary>
    public int ChunkTokens { get; init; } = 1;

    /// <summary>Where a stream reports usage.</summary>
    public UsageStyle Usage { get; init; }

    /// <summary>Keys that are let in; empty = any key, but one there must be.</summary>
    public IReadOnlyList<string> AcceptedKeys { get; init; } = [];

    /// <summary>The models that <c>GET …/models</c> lists.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["gpt-4o", "gpt-4o-mini", "text-embedding-3-small", "echo", "lorem", "tiny"];

    /// <summary>Refuse models that are not listed; otherwise any name is answered.</summary>
    public bool StrictModels { get; init; }

    /// <summary>Whose rules the chat dialect enforces beyond OpenAI's own.</summary>
    public ProviderRules Rules { get; init; }

    /// <summary>What is wrong with these values, in words; null = nothing.</summary>
    internal string? Fault() => this switch
    {
        { TokensPerSecond: not (>= 0 and < double.PositiveInfinity) } => "tokens_per_second must be 0 (as fast as possible) or more.",
        { FirstTokenDelayMs: not (>= 0 and <= 600_000) } => "first_token_delay_ms must be between 0 and 600000.",
        { ChunkTokens: < 1 } => "chunk_tokens must be 1 or more.",
        _ => null,
    };
}
