using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Rules for the shape of each input item.</summary>
internal static class InputRules
{
    private const int LongestCallId = 64;
    private static readonly string[] Types = ["message", "function_call", "function_call_output", "reasoning", "item_reference"];
    private static readonly string[] OfInput = ["input_text", "input_image", "input_file"];
    private static readonly string[] OfOutput = ["output_text", "refusal"];

    /// <summary>The items of a request's <c>input</c>; a text is one message.</summary>
    /// <exception cref="BadRequest">What the API would say.</exception>
    public static IReadOnlyList<JsonObject> Read(JsonNode? input)
    {
        switch (input)
        {
            case null:
                return [];
            case JsonValue value when value.TryGetValue<string>(out var text):
                return [new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text }) }];
            case JsonArray items:
                return [.. items.Select((item, index) => Check(Parameter.Item(item, $"input[{index}]"), $"input[{index}]."))];
            default:
                throw Parameter.WrongType("input", "one of an array of objects or string", input);
        }
    }

    private static JsonObject Check(JsonObject item, string path)
    {
        var type = Parameter.OptionalText(item, path, "type") ?? (item["role"] is null ? throw Parameter.Missing(path + "type") : "message");
        switch (type)
        {
            case "message":
                CheckMessage(item, path);
                break;
            case "function_call":
                Parameter.Only(item, path, "type", "id", "call_id", "name", "arguments", "status", "namespace");
                CheckId(item, path, "fc");
                CheckCallId(item, path);
                ToolRules.CheckName(Parameter.Text(item, path, "name"), path + "name");
                Parameter.Text(item, path, "arguments");
                break;
            case "function_call_output":
                Parameter.Only(item, path, "type", "id", "call_id", "output", "status");
                CheckCallId(item, path);
                if (item["output"] is not JsonArray parts) Parameter.Text(item, path, "output");
                else CheckParts(parts, path + "output", OfInput);
                break;
            case "reasoning":
                Parameter.Only(item, path, "type", "id", "summary", "content", "encrypted_content", "status");
                Parameter.Text(item, path, "id");
                CheckId(item, path, "rs");
                if (item["summary"] is null) throw Parameter.Missing(path + "summary");
                Parameter.Array(item, path, "summary");
                Parameter.OptionalText(item, path, "encrypted_content");
                break;
            case "item_reference":
                Parameter.Text(item, path, "id");
                break;
            default:
                throw Parameter.Invalid(path[..^1], type, Types);
        }
        return item;
    }

    private static void CheckMessage(JsonObject item, string path)
    {
        Parameter.Only(item, path, "type", "id", "role", "content", "status", "phase");
        Parameter.Text(item, path, "role");
        var role = Parameter.Word(item, path, "role", "assistant", "system", "developer", "user");
        CheckId(item, path, "msg");
        if (item["content"] is JsonArray parts) CheckParts(parts, path + "content", role == "assistant" ? OfOutput : OfInput);
        else Parameter.Text(item, path, "content");
    }

    private static void CheckParts(JsonArray parts, string path, string[] allowed)
    {
        foreach (var (index, node) in parts.Index())
        {
            var part = Parameter.Item(node, $"{path}[{index}]");
            var type = Parameter.Text(part, $"{path}[{index}].", "type");
            if (!allowed.Contains(type, StringComparer.Ordinal)) throw Parameter.Invalid($"{path}[{index}]", type, allowed);
            switch (type)
            {
                case "input_text" or "output_text": Parameter.Text(part, $"{path}[{index}].", "text"); break;
                case "refusal": Parameter.Text(part, $"{path}[{index}].", "refusal"); break;
                case "input_image" when part["image_url"] is JsonObject url: throw Parameter.WrongType($"{path}[{index}].image_url", "a string", url);
            }
        }
    }

    private static void CheckId(JsonObject item, string path, string prefix)
    {
        if (Parameter.OptionalText(item, path, "id") is { } id && !id.StartsWith(prefix, StringComparison.Ordinal))
            throw new BadRequest($"Invalid '{path}id': '{id}'. Expected an ID that begins with '{prefix}'.", path + "id", code: "invalid_value");
    }

    private static void CheckCallId(JsonObject item, string path)
    {
        if (Parameter.Text(item, path, "call_id") is { Length: > LongestCallId } id)
            throw new BadRequest($"Invalid '{path}call_id': string too long. Expected a string with maximum length {LongestCallId}, but got a string with length {id.Length} instead.", path + "call_id", code: "string_above_max_length");
    }
}
