using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary><c>tool_choice</c>, which also says whether several tools may be called at once.</summary>
internal static class ToolChoiceReader
{
    /// <summary><c>Fields</c> is null when the whole is left to the extensions.</summary>
    public static (ToolChoice? Choice, bool? Parallel, JsonFields? Fields) Read(JsonFields fields)
    {
        if (fields.Inside("tool_choice") is not { } choice)
        {
            return default;
        }

        ToolChoiceMode? mode = choice.RequiredText("type") switch
        {
            "auto" => ToolChoiceMode.Auto,
            "any" => ToolChoiceMode.Required,
            "tool" => ToolChoiceMode.Named,
            "none" => ToolChoiceMode.None,
            _ => null,
        };
        if (mode is not { } known)
        {
            fields.GiveBack("tool_choice");
            return default;
        }

        string? name = known == ToolChoiceMode.Named ? choice.RequiredText("name") : null;
        return (new ToolChoice(known, name), !choice.Flag("disable_parallel_tool_use"), choice);
    }
}
