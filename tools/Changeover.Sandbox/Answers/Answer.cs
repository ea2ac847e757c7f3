namespace Changeover.Sandbox.Answers;

/// <summary>What the model will say, whole, before any of it is sent.</summary>
internal sealed record Answer
{
    /// <summary>The model as the answer names it.</summary>
    public required string Model { get; init; }

    public required int PromptTokens { get; init; }
    public int CachedTokens { get; init; }

    /// <summary>Tokens of the prompt that were written to the cache; none of them is among <see cref="CachedTokens"/>.</summary>
    public int WrittenTokens { get; init; }

    public required IReadOnlyList<Choice> Choices { get; init; }

    public int CompletionTokens => Choices.Sum(c => c.TokenCount);
    public int ReasoningTokens => Choices.Sum(c => c.Reasoning.Count);
}
