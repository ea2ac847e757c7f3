using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Conversations;

/// <summary>What a provider will want to see again of one turn in which its model called tools, and which the client's dialect may not carry.</summary>
/// <param name="Target">Label of the target that made the turn.</param>
/// <param name="Provider">Name of its provider: only the same provider knows its own seals.</param>
/// <param name="Message">Reasoning, sealed or not, and the calls with their seals; no text.</param>
internal sealed record TurnState(string Target, string Provider, ChatMessage Message)
{
    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Size => 512 + 2 * (
        (Message.Reasoning?.Length ?? 0)
        + Message.Parts.Sum(part => (part is ContentPart.Reasoning reasoning ? reasoning.Value.Length : 0) + (part.Seal?.Value.Length ?? 0))
        + Message.ToolCalls.Sum(call => call.Id.Length + (call.Seal?.Value.Length ?? 0)));
}
