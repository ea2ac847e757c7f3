using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary><c>tool_choice</c> in all its forms, and the legacy <c>function_call</c>.</summary>
internal static class ToolChoiceReader
{
    public static ToolChoice? Read(JsonFields fields, ToolList tools)
    {
        if (tools.IsLegacy && fields.Any("function_call") is { } legacy)
        {
            return ReadValue(fields, "function_call", legacy);
        }

        return fields.Any("tool_choice") is { } value ? ReadValue(fields, "tool_choice", value) : null;
    }

    private static ToolChoice? ReadValue(JsonFields fields, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return ReadWord(fields, name, value.GetString()!);
            case JsonValueKind.Object:
                return ReadObject(fields, name, fields.Inside(name)!);
            default:
                fields.Faults.WrongType(fields.PathOf(name), "a string or an object");
                return null;
        }
    }

    private static ToolChoice? ReadWord(JsonFields fields, string name, string word)
    {
        switch (word)
        {
            case "auto":
                return new ToolChoice(ToolChoiceMode.Auto);
            case "none":
                return new ToolChoice(ToolChoiceMode.None);
            case "required":
                return new ToolChoice(ToolChoiceMode.Required);
            default:
                fields.Faults.WrongValue(fields.PathOf(name), "none, auto or required");
                return null;
        }
    }

    private static ToolChoice? ReadObject(JsonFields fields, string name, JsonFields choice)
    {
        switch (choice.Text("type"))
        {
            case null:
                return new ToolChoice(ToolChoiceMode.Named, choice.RequiredText("name"));
            case "function" when choice.Inside("function") is { } function:
                return new ToolChoice(ToolChoiceMode.Named, function.RequiredText("name"));
            case "allowed_tools" when choice.Inside("allowed_tools") is { } allowed:
                return ReadAllowed(fields, name, allowed);
            default:
                // A custom tool, or a word of the future: only its provider can read it.
                fields.GiveBack(name);
                return null;
        }
    }

    private static ToolChoice? ReadAllowed(JsonFields fields, string name, JsonFields allowed)
    {
        var names = new List<string>();
        foreach ((JsonElement item, string path) in allowed.Items("tools"))
        {
            var tool = new JsonFields(item, path, fields.Faults);
            if (tool.Text("type") == "function" && tool.Inside("function") is { } function)
            {
                names.Add(function.RequiredText("name"));
            }
            else
            {
                fields.GiveBack(name);
                return null;
            }
        }

        return ReadWord(fields, $"{name}.allowed_tools.mode", allowed.RequiredText("mode")) is { } mode
            ? mode with { Allowed = names }
            : null;
    }
}
