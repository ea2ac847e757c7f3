using Changeover.Protocol.Chat;

namespace Changeover.Inference.Templates.Values;

/// <summary>Messages and tools in the shape that Hugging Face hands to a template.</summary>
internal static class MessageValues
{
    public static DictionaryValue Of(ChatMessage message)
    {
        var value = new DictionaryValue
        {
            ["role"] = message.Role switch
            {
                Role.System => "system",
                // Templates of open models know no "developer"; it is their "system".
                Role.Developer => "system",
                Role.User => "user",
                Role.Assistant => "assistant",
                _ => "tool",
            },
            ["content"] = message.Parts.All(part => part is ContentPart.Text) ? message.PlainText : new ListValue([.. message.Parts.Select(Of)]),
        };
        if (message.ToolCalls.Count > 0)
        {
            value["tool_calls"] = new ListValue([.. message.ToolCalls.Select(Of)]);
        }

        if (message.ToolCallId is not null)
        {
            value["tool_call_id"] = message.ToolCallId;
        }

        if (message.Name is not null)
        {
            value["name"] = message.Name;
        }

        if (message.Reasoning is not null)
        {
            value["reasoning_content"] = message.Reasoning;
        }

        return value;
    }

    public static DictionaryValue Of(ToolDefinition tool)
    {
        var function = new DictionaryValue { ["name"] = tool.Name };
        if (tool.Description is not null)
        {
            function["description"] = tool.Description;
        }

        if (tool.Parameters is { } parameters)
        {
            function["parameters"] = JsonValues.Of(parameters);
        }

        return new DictionaryValue { ["type"] = "function", ["function"] = function };
    }

    private static DictionaryValue Of(ToolCall call) => new()
    {
        ["id"] = call.Id,
        ["type"] = "function",
        ["function"] = new DictionaryValue { ["name"] = call.Name, ["arguments"] = JsonValues.ObjectOrText(call.Arguments) },
    };

    private static DictionaryValue Of(ContentPart part) => part switch
    {
        ContentPart.Text text => new() { ["type"] = "text", ["text"] = text.Value },
        ContentPart.Image image => new() { ["type"] = "image", ["url"] = image.Url },
        ContentPart.Audio => new() { ["type"] = "audio" },
        ContentPart.File => new() { ["type"] = "file" },
        ContentPart.Refusal refusal => new() { ["type"] = "text", ["text"] = refusal.Value },
        _ => new() { ["type"] = ((ContentPart.Unknown)part).Type },
    };
}
