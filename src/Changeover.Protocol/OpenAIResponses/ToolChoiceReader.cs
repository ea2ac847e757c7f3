using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary><c>tool_choice</c> in all its forms. A choice of a built-in, custom or remote tool is left to the extensions: only its provider can read it.</summary>
internal static class ToolChoiceReader
{
    private const string Name = "tool_choice";

    public static ToolChoice? Read(JsonFields fields)
    {
        switch (fields.Any(Name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.String } word:
                return ReadWord(fields, Name, word.GetString()!);
            default:
                return fields.Inside(Name) is { } choice ? ReadObject(fields, choice) : null;
        }
    }

    private static ToolChoice? ReadWord(JsonFields fields, string path, string word)
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
                fields.Faults.WrongValue(path, "none, auto or required");
                return null;
        }
    }

    private static ToolChoice? ReadObject(JsonFields fields, JsonFields choice)
    {
        switch (choice.RequiredText("type"))
        {
            case "function":
                return new ToolChoice(ToolChoiceMode.Named, choice.RequiredText("name"));
            case "allowed_tools" when Functions(choice) is { } allowed:
                return ReadWord(fields, $"{Name}.mode", choice.RequiredText("mode")) is { } mode ? mode with { Allowed = allowed } : null;
            default:
                fields.GiveBack(Name);
                return null;
        }
    }

    /// <summary>null when there are others than functions among them.</summary>
    private static List<string>? Functions(JsonFields choice)
    {
        var names = new List<string>();
        foreach ((JsonElement item, string path) in choice.Items("tools"))
        {
            var tool = new JsonFields(item, path, choice.Faults);
            if (tool.Text("type") is not "function")
            {
                return null;
            }

            names.Add(tool.RequiredText("name"));
        }

        return names;
    }
}
