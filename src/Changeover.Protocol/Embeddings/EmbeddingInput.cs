namespace Changeover.Protocol.Embeddings;

/// <summary>One text that becomes a vector.</summary>
/// <param name="Text">The text.</param>
/// <param name="Task">What the vector is for, in Gemini's words (<c>RETRIEVAL_QUERY</c>); null = not said.</param>
/// <param name="Title">The document's title (Gemini); null = not said.</param>
public sealed record EmbeddingInput(string Text, string? Task = null, string? Title = null);
