namespace Changeover.Protocol.Chat;

/// <summary>The model's wish to call a tool. <paramref name="Arguments"/> is the JSON text exactly as the model wrote it, which need not be valid.</summary>
public sealed record ToolCall(string Id, string Name, string Arguments);
