namespace Changeover.Protocol.ChoiceChunks;

/// <summary>What one chunk says of one tool call; empty text is not said.</summary>
internal readonly record struct CallChunk(int? Index, string Id, string Name, string Arguments);
