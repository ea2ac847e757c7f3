using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The tools of a request: functions, and what only their provider knows.</summary>
internal sealed record ToolList(IReadOnlyList<ToolDefinition> Known, IReadOnlyList<string> Raw);
