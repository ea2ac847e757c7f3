using System.Security.Cryptography;
using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Ids of tool calls that the target takes. The same id always becomes the same other one, so that a conversation keeps its ids from turn to turn without anything being remembered.</summary>
internal static class CallIdGrammar
{
    private const int MaxLength = 64;

    public static ChatRequest Apply(ChatRequest request, AdaptingStep step)
    {
        if (step.Rules.CallIds == CallIds.Any || request.Messages.All(message => message.ToolCalls.All(call => IsPlain(call.Id)) && (message.ToolCallId is null || IsPlain(message.ToolCallId))))
        {
            return request;
        }

        return request with { Messages = [.. request.Messages.Select(Rewrite)] };
    }

    /// <summary>The id itself where it is plain, else one that is made of its digest.</summary>
    internal static string Plain(string id) =>
        IsPlain(id) ? id : $"call_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16))}";

    private static ChatMessage Rewrite(ChatMessage message) => message with
    {
        ToolCallId = message.ToolCallId is { } id ? Plain(id) : null,
        ToolCalls = [.. message.ToolCalls.Select(call => call with { Id = Plain(call.Id) })],
    };

    private static bool IsPlain(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
}
