using System.Security.Cryptography;
using System.Text;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Conversations;

/// <summary>The history of one request beside what is remembered of it.</summary>
internal static class Conversation
{
    /// <summary>Label of the target that made the last turn with calls that is remembered; null = none is. The conversation stays with it while it can serve.</summary>
    public static string? OriginOf(ChatRequest request, ConversationMemory memory, string? owner) =>
        memory.IsEmpty ? null : Remembered(request, memory, owner).LastOrDefault().Turn?.Target;

    /// <summary>Whether some turn was made by another provider, whose seals this one does not know.</summary>
    public static bool HasForeignTurns(ChatRequest request, ConversationMemory memory, string? owner, string provider) =>
        !memory.IsEmpty && Remembered(request, memory, owner).Any(found => found.Turn.Provider != provider);

    /// <summary>The request as <paramref name="upstream"/> is to see it: its own turns get back what the client could not carry, the turns of others lose their seals.</summary>
    public static ChatRequest For(ChatRequest request, ConversationMemory memory, string? owner, UpstreamModel upstream)
    {
        var (provider, mark) = (upstream.Provider.Name, new SealMark(upstream.Maker));
        ChatMessage[] messages = [.. request.Messages.Select(message => mark.IsOn(message) ? message : WithoutSeals(message))];
        foreach (var (index, turn) in memory.IsEmpty ? [] : Remembered(request, memory, owner))
        {
            messages[index] = turn.Provider == provider ? Restored(messages[index], turn.Message) : WithoutSeals(messages[index]);
        }

        return request with { Messages = messages };
    }

    /// <summary>Where ids of calls are looked up: some providers count them from 0 in every conversation, so that only owner, question and id together name a turn.</summary>
    /// <param name="owner">Owner of the key; null = open loopback.</param>
    /// <param name="before">The messages before the turn.</param>
    public static string ScopeOf(string? owner, IEnumerable<ChatMessage> before)
    {
        var question = before.LastOrDefault(message => message.Role == Role.User)?.PlainText ?? "";
        return $"{owner}\0{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 16))}";
    }

    private static IEnumerable<(int Index, TurnState Turn)> Remembered(ChatRequest request, ConversationMemory memory, string? owner)
    {
        for (var index = 0; index < request.Messages.Count; index++)
        {
            if (request.Messages[index].ToolCalls is [var call, ..] && memory.Find(ScopeOf(owner, request.Messages.Take(index)), call.Id) is { } turn)
            {
                yield return (index, turn);
            }
        }
    }

    private static ChatMessage Restored(ChatMessage message, ChatMessage kept)
    {
        var sealedParts = message.Parts.Any(part => part is ContentPart.Reasoning) ? [] : kept.Parts;
        return message with
        {
            Parts = [.. sealedParts, .. message.Parts],
            // The text of sealed reasoning would come twice.
            Reasoning = sealedParts.Count > 0 ? null : message.Reasoning ?? kept.Reasoning,
            ToolCalls = [.. message.ToolCalls.Select(call => call.Seal is null && SealOf(kept, call.Id) is { } seal ? call with { Seal = seal } : call)],
        };
    }

    private static Seal? SealOf(ChatMessage kept, string callId) => kept.ToolCalls.FirstOrDefault(made => made.Id == callId)?.Seal;

    private static ChatMessage WithoutSeals(ChatMessage message) => message with
    {
        Parts = [.. message.Parts.Where(part => part is not ContentPart.Reasoning).Select(part => part with { Seal = null })],
        Reasoning = message.ReasoningText,
        ToolCalls = [.. message.ToolCalls.Select(call => call with { Seal = null })],
    };
}
