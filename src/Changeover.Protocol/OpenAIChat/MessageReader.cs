using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>One message of a request or of an answer.</summary>
internal static class MessageReader
{
    public static ChatMessage Read(JsonElement element, string path, FaultSink faults)
    {
        var fields = new JsonFields(element, path, faults);
        string role = fields.RequiredText("role");
        string? callId = fields.Text("tool_call_id");
        if (role == "tool" && callId is null)
        {
            faults.Missing(fields.PathOf("tool_call_id"));
        }

        var message = new ChatMessage
        {
            Role = RoleOf(role, fields),
            Parts = [.. ReadContent(fields), .. ReadRefusal(fields)],
            Name = fields.Text("name"),
            ToolCalls = [.. ReadCalls(fields)],
            ToolCallId = callId,
            Reasoning = ReadReasoning(fields),
        };
        return message with { Extensions = fields.Rest() };
    }

    private static Role RoleOf(string role, JsonFields fields)
    {
        switch (role)
        {
            case "system":
                return Role.System;
            case "developer":
                return Role.Developer;
            case "assistant":
                return Role.Assistant;
            case "tool" or "function":
                return Role.Tool;
            case "user":
                return Role.User;
            default:
                fields.Faults.WrongValue(fields.PathOf("role"), "system, developer, user, assistant, tool or function");
                return Role.User;
        }
    }

    private static IEnumerable<ContentPart> ReadContent(JsonFields fields) =>
        fields.Any("content") is { ValueKind: JsonValueKind.String } text
            ? [new ContentPart.Text(text.GetString()!)]
            : fields.Items("content").Select(item => PartReader.Read(item.Element, item.Path, fields.Faults));

    private static IEnumerable<ContentPart> ReadRefusal(JsonFields fields) =>
        fields.Text("refusal") is { } refusal ? [new ContentPart.Refusal(refusal)] : [];

    private static IEnumerable<ToolCall> ReadCalls(JsonFields fields)
    {
        IEnumerable<ToolCall> calls = fields.Items("tool_calls").Select(item => ToolReader.ReadCall(item.Element, item.Path, fields.Faults));
        return fields.Inside("function_call") is { } legacy ? calls.Append(ToolReader.ReadLegacyCall(legacy)) : calls;
    }

    /// <summary>StepFun and OpenRouter say <c>reasoning</c> where the others say <c>reasoning_content</c> (seen 2026-11).</summary>
    private static string? ReadReasoning(JsonFields fields)
    {
        if (fields.Text("reasoning_content") is { } reasoning)
        {
            return reasoning;
        }

        if (fields.Any("reasoning") is { ValueKind: JsonValueKind.String } other)
        {
            return other.GetString();
        }

        fields.GiveBack("reasoning");
        return null;
    }
}
