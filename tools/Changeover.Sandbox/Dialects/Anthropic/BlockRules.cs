using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Rules for one content block of a message.</summary>
internal static partial class BlockRules
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["text"] = ["type", "text", "cache_control", "citations"],
        ["image"] = ["type", "source", "cache_control", "transformations"],
        ["document"] = ["type", "source", "cache_control", "citations", "context", "title"],
        ["search_result"] = ["type", "source", "title", "content", "citations", "cache_control"],
        ["tool_use"] = ["type", "id", "name", "input", "cache_control", "caller", "toolset_name"],
        ["tool_result"] = ["type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"],
        ["thinking"] = ["type", "thinking", "signature"],
        ["redacted_thinking"] = ["type", "data"],
    };

    private static readonly string[] OfUser = ["text", "image", "document", "search_result", "tool_result"];
    private static readonly string[] OfAssistant = ["text", "tool_use", "thinking", "redacted_thinking"];
    private static readonly string[] InResult = ["text", "image", "document", "search_result"];

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonNode? node, string path, string role) => Check(node, path, role, role == "user" ? OfUser : OfAssistant);

    private static void Check(JsonNode? node, string path, string role, string[] allowed)
    {
        var block = Shape.Object(node, path);
        var type = Shape.Text(block, path + ".", "type");
        if (!Fields.TryGetValue(type, out var fields))
            throw new BadRequest($"{path}: Input tag '{type}' found using 'type' does not match any of the expected tags: {string.Join(", ", allowed.Select(tag => $"'{tag}'"))}");
        if (!allowed.Contains(type, StringComparer.Ordinal))
            throw new BadRequest($"{path[..path.IndexOf(".content", StringComparison.Ordinal)]}: `{type}` blocks can only be in `{(role == "user" ? "assistant" : "user")}` messages");

        path = $"{path}.{type}.";
        Shape.Only(block, path, fields);
        switch (type)
        {
            case "text" when role == "user" && block["citations"] is JsonArray { Count: > 0 }: throw new BadRequest($"{path}citations: Extra inputs are not permitted");
            case "text": CheckText(Shape.Text(block, path, "text")); break;
            case "image": CheckImage(block, path); break;
            case "document": Shape.Object(Shape.Required(block, path, "source"), path + "source"); break;
            case "tool_use": CheckCall(block, path); break;
            case "tool_result": CheckResult(block, path); break;
            case "thinking": Shape.Text(block, path, "thinking"); Shape.Text(block, path, "signature"); break;
            case "redacted_thinking": Shape.Text(block, path, "data"); break;
        }
    }

    public static void CheckText(string text)
    {
        if (text.Length == 0) throw new BadRequest("messages: text content blocks must be non-empty");
        if (string.IsNullOrWhiteSpace(text)) throw new BadRequest("messages: text content blocks must contain non-whitespace text");
    }

    private static void CheckImage(JsonObject block, string path)
    {
        var source = Shape.Object(Shape.Required(block, path, "source"), path + "source");
        var type = Shape.Text(source, path + "source.", "type");
        Shape.OneOf(type, path + "source.type", "base64", "url", "file");
        path = $"{path}source.{type}.";
        switch (type)
        {
            case "base64":
                Shape.Only(source, path, "type", "media_type", "data");
                Shape.OneOf(Shape.Text(source, path, "media_type"), path + "media_type", "image/jpeg", "image/png", "image/gif", "image/webp");
                var data = Shape.Text(source, path, "data");
                if (!Convert.TryFromBase64String(data, new byte[data.Length], out _)) throw new BadRequest($"{path}data: invalid base64 data");
                break;
            case "url":
                Shape.Only(source, path, "type", "url");
                if (!Shape.Text(source, path, "url").StartsWith("https://", StringComparison.Ordinal)) throw new BadRequest($"{path}url: Only HTTPS URLs are supported.");
                break;
            default:
                Shape.Only(source, path, "type", "file_id");
                break;
        }
    }

    private static void CheckCall(JsonObject block, string path)
    {
        if (!CallId().IsMatch(Shape.Text(block, path, "id"))) throw new BadRequest($"{path}id: String should match pattern '^[a-zA-Z0-9_-]+$'");
        Shape.Text(block, path, "name");
        Shape.Object(Shape.Required(block, path, "input"), path + "input");
    }

    private static void CheckResult(JsonObject block, string path)
    {
        if (!CallId().IsMatch(Shape.Text(block, path, "tool_use_id"))) throw new BadRequest($"{path}tool_use_id: String should match pattern '^[a-zA-Z0-9_-]+$'");
        Shape.Flag(block, path, "is_error");
        if (block["content"] is JsonArray parts)
            foreach (var (index, part) in parts.Index()) Check(part, $"{path}content.{index}", "user", InResult);
        else if (block["content"] is not null) Shape.Text(block, path, "content");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CallId();
}
