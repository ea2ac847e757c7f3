using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>The rules for the messages of a conversation.</summary>
internal static class MessageRules
{
    private static readonly string[] Kinds = ["text", "image", "audio", "video"];

    public static void Check(JsonArray messages, bool isMultimodal)
    {
        for (var index = 0; index < messages.Count; index++)
        {
            if (messages[index] is not JsonObject message) throw DashScopeErrors.Refused($"Input should be a valid dictionary: input.messages.{index}");
            CheckRole(message, index);
            CheckContent(message, $"input.messages.{index}.content", isMultimodal);
            CheckCalls(messages, message, index);
        }
    }

    private static void CheckRole(JsonObject message, int index)
    {
        var role = (string?)message["role"];
        if (role is not ("system" or "user" or "assistant" or "tool")) throw DashScopeErrors.Refused("Role must be user or assistant and Content length must be greater than 0");
        if (role == "system" && index > 0) throw DashScopeErrors.Refused("System message must be at the beginning.");
    }

    private static void CheckContent(JsonObject message, string path, bool isMultimodal)
    {
        var content = message["content"];
        var isCall = message["tool_calls"] is JsonArray { Count: > 0 };
        if (content is JsonArray parts && isMultimodal)
        {
            for (var index = 0; index < parts.Count; index++)
                if (parts[index] is not JsonObject part || part.Count(field => Kinds.Contains(field.Key)) != 1 || part.ContainsKey("type"))
                    throw DashScopeErrors.Refused($"Input should contain one of text, image, audio, video: {path}.{index}");
        }
        else if (content is not null && content.GetValueKind() != JsonValueKind.String)
        {
            throw DashScopeErrors.Refused($"Input should be a valid string: {path}");
        }
        var isEmpty = content is null or JsonArray { Count: 0 } || (content is JsonValue && (string?)content is "");
        if (isEmpty && !isCall) throw DashScopeErrors.Refused("Role must be user or assistant and Content length must be greater than 0");
    }

    private static void CheckCalls(JsonArray messages, JsonObject message, int index)
    {
        if ((string?)message["role"] == "tool" && !Answered(messages, index).Contains((string?)message["tool_call_id"]))
            throw DashScopeErrors.Refused("messages with role \"tool\" must be a response to a preceeding message with \"tool_calls\".");
        if (message["tool_calls"] is not JsonArray calls) return;
        if (calls.Any(call => !IsObject((string?)call?["function"]?["arguments"])))
            throw DashScopeErrors.Refused("The \"function.arguments\" parameter of the code model must be in JSON format.");

        var results = messages.Skip(index + 1).TakeWhile(next => (string?)next?["role"] == "tool").Select(next => (string?)next!["tool_call_id"]).ToList();
        if (calls.Any(call => !results.Contains((string?)call!["id"])))
            throw DashScopeErrors.Refused("An assistant message with \"tool_calls\" must be followed by tool messages responding to each \"tool_call_id\". "
                + $"The following tool_call_ids did not have response messages: message[{index + 1}].role");
    }

    /// <summary>The ids of the calls that a tool message at this place may answer.</summary>
    private static IEnumerable<string?> Answered(JsonArray messages, int index)
    {
        while (index > 0 && (string?)messages[index]!["role"] == "tool") index--;
        return (messages[index]!["tool_calls"] as JsonArray ?? []).Select(call => (string?)call?["id"]);
    }

    private static bool IsObject(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
