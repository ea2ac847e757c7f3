using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>OpenAI's older function calls have no ids: in any other dialect they become tool calls, each answered by the function result behind it.</summary>
internal static class LegacyFunctions
{
    public static ChatRequest Modernise(ChatRequest request, AdaptingStep step)
    {
        if (step.SameDialect || !request.Messages.Any(message => IsResult(message) || message.ToolCalls.Any(call => call.IsLegacyFunction)))
        {
            return request;
        }

        var messages = new List<ChatMessage>(request.Messages.Count);
        string? open = null;
        foreach (ChatMessage message in request.Messages)
        {
            if (message.ToolCalls.Any(call => call.IsLegacyFunction))
            {
                open = $"call_function_{messages.Count}";
                string id = open;
                messages.Add(message with { ToolCalls = [.. message.ToolCalls.Select(call => call.IsLegacyFunction ? call with { Id = id, IsLegacyFunction = false } : call)] });
            }
            else
            {
                messages.Add(IsResult(message) ? message with { ToolCallId = open ?? "call_function" } : message);
            }
        }

        return request with { Messages = messages };
    }

    private static bool IsResult(ChatMessage message) => message.Role == Role.Tool && message.ToolCallId is null;
}
