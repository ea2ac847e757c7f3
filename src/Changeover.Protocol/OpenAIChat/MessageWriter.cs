using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>One message of a request or of an answer.</summary>
internal static class MessageWriter
{
    public static void Write(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", RoleWord(message));
        WriteContent(json, [.. message.Parts.Where(part => part is not ContentPart.Reasoning)]);
        json.WriteOptional("reasoning_content", message.ReasoningText);
        json.WriteOptional("name", message.Name);
        json.WriteOptional("tool_call_id", message.ToolCallId);
        ToolWriter.WriteCalls(json, message.ToolCalls);
        json.WriteExtensions(message.Extensions);
        json.WriteEndObject();
    }

    private static string RoleWord(ChatMessage message) => message.Role switch
    {
        Role.System => "system",
        Role.Developer => "developer",
        Role.Assistant => "assistant",
        Role.Tool => message.ToolCallId is null ? "function" : "tool",
        _ => "user",
    };

    /// <summary>A lone text is a string, a lone refusal has its own field, nothing is null; all else is a list of parts.</summary>
    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<ContentPart> parts)
    {
        switch (parts)
        {
            case []:
                json.WriteNull("content");
                break;
            case [ContentPart.Text { Extensions.Count: 0 } text]:
                json.WriteString("content", text.Value);
                break;
            case [ContentPart.Refusal { Extensions.Count: 0 } refusal]:
                json.WriteNull("content");
                json.WriteString("refusal", refusal.Value);
                break;
            default:
                json.WriteStartArray("content");
                foreach (ContentPart part in parts)
                {
                    PartWriter.Write(json, part);
                }

                json.WriteEndArray();
                break;
        }
    }
}
