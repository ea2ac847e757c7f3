using System.Globalization;
using System.Text.Json;
using Changeover.Inference.Templates;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference.Templates;

/// <summary>What Python's Jinja2 said, written by <c>tools/template-goldens/generate.py</c>.</summary>
internal static class TemplateGoldens
{
    /// <summary>The moment that the goldens were rendered at.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-07T09:05:04Z", CultureInfo.InvariantCulture);

    private static readonly JsonElement Root = Read();

    public static IEnumerable<JsonElement> Of(string list) => Root.GetProperty(list).EnumerateArray();

    public static string Template(string name) => Root.GetProperty("templates").GetProperty(name).GetString()!;

    public static ChatTemplateInput Conversation(string name)
    {
        var conversation = Root.GetProperty("conversations").GetProperty(name);
        return new ChatTemplateInput(
            [.. conversation.GetProperty("messages").EnumerateArray().Select(Message)],
            conversation.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(Tool)] : [],
            !conversation.TryGetProperty("add_generation_prompt", out var add) || add.GetBoolean(),
            "<s>",
            "</s>",
            Now)
        {
            Variables = conversation.TryGetProperty("variables", out var variables) ? Members(variables) : new Dictionary<string, JsonElement>(),
        };
    }

    public static ChatTemplateInput Values() => new([], [], true, "<s>", "</s>", Now) { Variables = Members(Root.GetProperty("values")) };

    private static Dictionary<string, JsonElement> Members(JsonElement element) => element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static JsonElement Read()
    {
        using var stream = File.OpenRead(Repository.PathOf("tests/Changeover.Tests/Inference/Templates/templates.golden.json"));
        return JsonDocument.Parse(stream).RootElement;
    }

    private static ChatMessage Message(JsonElement message) => new()
    {
        Role = Enum.Parse<Role>(Text(message, "role")!, ignoreCase: true),
        Parts = message.GetProperty("content") is { ValueKind: JsonValueKind.Array } parts
            ? [.. parts.EnumerateArray().Select(Part)]
            : [new ContentPart.Text(Text(message, "content")!)],
        Name = Text(message, "name"),
        Reasoning = Text(message, "reasoning_content"),
        ToolCallId = Text(message, "tool_call_id"),
        ToolCalls = message.TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(Call)] : [],
    };

    private static ContentPart Part(JsonElement part) => Text(part, "type") == "text"
        ? new ContentPart.Text(Text(part, "text")!)
        : new ContentPart.Image(Text(part, "url")!, null);

    private static ToolCall Call(JsonElement call)
    {
        var function = call.GetProperty("function");
        var arguments = function.GetProperty("arguments");
        return new ToolCall(Text(call, "id")!, Text(function, "name")!, arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText());
    }

    private static ToolDefinition Tool(JsonElement tool)
    {
        var function = tool.GetProperty("function");
        return new ToolDefinition(Text(function, "name")!, Text(function, "description"), function.GetProperty("parameters"), false);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
