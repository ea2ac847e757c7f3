using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Rules for the messages of a chat as a conversation; what breaks them is told in OpenAI's words.</summary>
internal static partial class ConversationRules
{
    private const int LongestCallId = 40;
    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonArray messages)
    {
        var open = new List<string>();
        foreach (var (index, message) in messages.Index())
        {
            var role = (string?)message!["role"] ?? throw new BadRequest($"Missing required parameter: 'messages[{index}].role'.", $"messages[{index}].role", code: "missing_required_parameter");
            if (!Roles.Contains(role, StringComparer.Ordinal))
                throw new BadRequest($"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.", $"messages[{index}].role", code: "invalid_value");
            if (role == "tool")
            {
                CheckResult(message, index, open);
                continue;
            }
            if (open.Count > 0) throw Unanswered(open, index);
            var calls = role == "assistant" && message["tool_calls"] is { } node ? Calls(node, index) : [];
            if (calls.Count == 0) CheckContent(message, role, index);
            open = calls;
        }
        if (open.Count > 0) throw Unanswered(open, messages.Count);
    }

    private static void CheckResult(JsonNode message, int index, List<string> open)
    {
        var id = (string?)message["tool_call_id"]
            ?? throw new BadRequest("Missing parameter 'tool_call_id': messages with role 'tool' must have a 'tool_call_id'.", $"messages.[{index}].tool_call_id");
        if (!open.Remove(id))
            throw new BadRequest("Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", $"messages.[{index}].role");
        CheckContent(message, "tool", index);
    }

    private static void CheckContent(JsonNode message, string role, int index)
    {
        if (message["content"] is not { } content)
        {
            if (role == "assistant" && (message["refusal"] ?? message["function_call"] ?? message["audio"]) is not null) return;
            throw new BadRequest("Invalid value for 'content': expected a string, got null.", $"messages.[{index}].content");
        }
        if (role == "user" || content is not JsonArray parts || parts.All(part => (string?)part?["type"] != "image_url")) return;
        throw new BadRequest($"Invalid 'messages[{index}]'. Image URLs are only allowed for messages with role 'user', but this message with role '{role}' contains an image URL.", $"messages[{index}]", code: "invalid_value");
    }

    private static List<string> Calls(JsonNode node, int index)
    {
        var path = $"messages[{index}].tool_calls";
        if (node is not JsonArray { Count: > 0 } calls)
            throw new BadRequest($"Invalid '{path}': empty array. Expected an array with minimum length 1, but got an empty array instead.", path, code: "empty_array");
        return [.. calls.Select((call, at) => CheckCall(call, $"{path}[{at}]"))];
    }

    private static string CheckCall(JsonNode? call, string path)
    {
        if ((string?)call?["id"] is not { } id) throw Missing($"{path}.id");
        if (id.Length > LongestCallId)
            throw new BadRequest($"Invalid '{path}.id': string too long. Expected a string with maximum length {LongestCallId}, but got a string with length {id.Length} instead.", $"{path}.id", code: "string_above_max_length");
        if ((string?)call["type"] is null) throw Missing($"{path}.type");
        if (call["function"] is not { } function) return id;
        if (!FunctionName().IsMatch((string?)function["name"] ?? ""))
            throw new BadRequest($"Invalid '{path}.function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", $"{path}.function.name", code: "invalid_value");
        if ((string?)function["arguments"] is null) throw Missing($"{path}.function.arguments");
        return id;
    }

    private static BadRequest Missing(string path) => new($"Missing required parameter: '{path}'.", path, code: "missing_required_parameter");

    private static BadRequest Unanswered(List<string> ids, int index) => new(
        $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", ids)}",
        $"messages.[{index}].role");

    [GeneratedRegex("^[a-zA-Z0-9_-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FunctionName();
}
