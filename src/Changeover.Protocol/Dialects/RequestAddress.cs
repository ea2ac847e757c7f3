namespace Changeover.Protocol.Dialects;

/// <summary>What a request's address says beside its body.</summary>
/// <param name="Model">The model, where the dialect has it in the path (Gemini); null = the body says it.</param>
/// <param name="Stream">Whether a stream is asked for, where the path says so (Gemini); null = the body says it.</param>
/// <param name="Variant">Dialect's own word for a variant of the same answer (<c>array</c> for Gemini's stream without <c>alt=sse</c>, <c>generate</c> for Ollama's <c>/api/generate</c>); null = the usual one.</param>
public sealed record RequestAddress(string? Model = null, bool? Stream = null, string? Variant = null)
{
    /// <summary>The body says it all.</summary>
    public static RequestAddress None { get; } = new();
}
