using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The tools of a request: functions, and what only their provider knows.</summary>
internal sealed record ToolList(IReadOnlyList<ToolDefinition> Known, IReadOnlyList<string> Raw)
{
    /// <summary>Legacy functions and nothing else: <c>function_call</c> is their <c>tool_choice</c>.</summary>
    public bool IsLegacy => Raw.Count == 0 && Known.Count > 0 && Known.All(tool => tool.IsLegacyFunction);
}
