using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Gemini;

/// <summary>The tools of a request: functions, and what only Google knows.</summary>
internal sealed record ToolList(IReadOnlyList<ToolDefinition> Known, IReadOnlyList<string> Raw);
