using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>The conversation of a request. None at all is a wish to load the model.</summary>
internal static class MessageReader
{
    /// <summary><c>messages</c> of a chat.</summary>
    public static IEnumerable<ChatMessage> ReadAll(JsonFields fields)
    {
        var book = new CallBook();
        foreach ((JsonElement Element, string Path) item in fields.Items("messages"))
        {
            yield return Read(fields.Element(item), book);
        }
    }

    /// <summary><c>system</c>, <c>prompt</c> and <c>images</c> of a completion.</summary>
    public static IReadOnlyList<ChatMessage> ReadPrompt(JsonFields fields)
    {
        string? system = fields.Text("system");
        ContentPart[] parts = [.. ReadParts(fields, "prompt")];
        if (parts.Length == 0)
        {
            return [];
        }

        var user = new ChatMessage { Role = Role.User, Parts = parts };
        return string.IsNullOrEmpty(system) ? [user] : [new ChatMessage { Role = Role.System, Parts = [new ContentPart.Text(system)] }, user];
    }

    private static ChatMessage Read(JsonFields fields, CallBook book)
    {
        Role role = ReadRole(fields);
        if (role == Role.Assistant)
        {
            book.BeginTurn();
        }

        string? toolName = fields.Text("tool_name") ?? fields.Text("name");
        string? callId = fields.Text("tool_call_id");
        ContentPart[] parts = [.. ReadParts(fields, "content")];
        var message = new ChatMessage
        {
            Role = role,
            Parts = parts.Length == 0 && role != Role.Assistant ? [new ContentPart.Text("")] : parts,
            Name = toolName,
            ToolCalls = [.. fields.Items("tool_calls").Select(item => ToolReader.ReadCall(fields.Element(item), book))],
            ToolCallId = role == Role.Tool ? book.Result(callId, toolName) : null,
            Reasoning = fields.Text("thinking") is { Length: > 0 } thinking ? thinking : null,
        };
        return message with { Extensions = fields.Rest() };
    }

    private static Role ReadRole(JsonFields fields)
    {
        switch (fields.RequiredText("role"))
        {
            case "system":
                return Role.System;
            case "assistant":
                return Role.Assistant;
            case "tool":
                return Role.Tool;
            case "user":
                return Role.User;
            default:
                fields.Faults.WrongValue(fields.PathOf("role"), "system, user, assistant or tool");
                return Role.User;
        }
    }

    private static IEnumerable<ContentPart> ReadParts(JsonFields fields, string name)
    {
        if (fields.Text(name) is { Length: > 0 } text)
        {
            yield return new ContentPart.Text(text);
        }

        foreach ((JsonElement item, string path) in fields.Items("images"))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                yield return new ContentPart.Image(UrlOf(item.GetString()!), null);
            }
            else
            {
                fields.Faults.WrongType(path, "a string");
            }
        }
    }

    /// <summary>Pictures come as bare base64: their first bytes say what they are.</summary>
    private static string UrlOf(string base64) => base64.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? base64 : new DataUrl(MediaTypeOf(base64), base64).ToString();

    private static string MediaTypeOf(string base64) =>
        base64.StartsWith("/9j/", StringComparison.Ordinal) ? "image/jpeg"
        : base64.StartsWith("R0lG", StringComparison.Ordinal) ? "image/gif"
        : base64.StartsWith("UklGR", StringComparison.Ordinal) ? "image/webp"
        : "image/png";
}
