namespace Changeover.Conformance.Dialects;

/// <summary>What an answer told its client.</summary>
public sealed record Told
{
    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why it ended; null = it does not say that it has.</summary>
    public string? Finish { get; init; }

    /// <summary>Names of the tools called, and the arguments as JSON text.</summary>
    public IReadOnlyList<(string Name, string Arguments)> Calls { get; init; } = [];

    /// <summary>Tokens of the prompt, cached ones included; null = not reported.</summary>
    public long? Prompt { get; init; }

    /// <summary>Part of the prompt that came from a cache; null = not reported.</summary>
    public long? Cached { get; init; }

    /// <summary>Tokens of the answer, reasoning included; null = not reported.</summary>
    public long? Completion { get; init; }
}
