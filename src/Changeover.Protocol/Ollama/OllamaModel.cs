namespace Changeover.Protocol.Ollama;

/// <summary>A model as Ollama's lists show it.</summary>
/// <param name="Name">What clients send.</param>
/// <param name="ModifiedAt">When it was made or changed.</param>
/// <param name="Capabilities">In Ollama's words: <c>completion</c>, <c>tools</c>, <c>vision</c>, <c>thinking</c>, <c>embedding</c>.</param>
/// <param name="ContextLength">In tokens; null = not known.</param>
public sealed record OllamaModel(string Name, DateTimeOffset ModifiedAt, IReadOnlyList<string> Capabilities, long? ContextLength = null);
