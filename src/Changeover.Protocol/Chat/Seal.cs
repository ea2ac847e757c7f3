namespace Changeover.Protocol.Chat;

/// <summary>A provider's signature over its own reasoning, or the reasoning itself in encrypted form: only its origin can read it, and its origin may insist on getting it back.</summary>
/// <param name="Origin">The dialect that it came in.</param>
/// <param name="Value">Anthropic's <c>signature</c> or <c>redacted_thinking</c> data, Gemini's <c>thoughtSignature</c>, OpenAI's <c>encrypted_content</c>; as it came.</param>
public sealed record Seal(Dialect Origin, string Value)
{
    /// <summary>Which of the vendors that speak the dialect made it, in a word without dots and without <c>@</c>; null = not known.</summary>
    public string? Maker { get; init; }
}
