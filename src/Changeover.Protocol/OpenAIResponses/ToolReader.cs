using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Tools, and calls of them.</summary>
internal static class ToolReader
{
    public static ToolList Read(JsonFields fields)
    {
        var known = new List<ToolDefinition>();
        var raw = new List<string>();
        foreach ((JsonElement item, string path) in fields.Items("tools"))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Faults.WrongType(path, "an object");
                continue;
            }

            var tool = new JsonFields(item, path, fields.Faults);
            if (tool.RequiredText("type") is "function")
            {
                known.Add(ReadFunction(tool));
            }
            else
            {
                raw.Add(item.GetRawText());
            }
        }

        return new ToolList(known, raw);
    }

    /// <summary>A <c>function_call</c> or <c>custom_tool_call</c> item.</summary>
    public static ToolCall ReadCall(JsonFields item, bool isCustom)
    {
        var call = new ToolCall(item.RequiredText("call_id"), item.RequiredText("name"), item.Text(isCustom ? "input" : "arguments") ?? "")
        {
            IsCustom = isCustom,
        };
        item.SkipCompleted();
        return call with { Extensions = item.Rest() };
    }

    private static ToolDefinition ReadFunction(JsonFields tool)
    {
        bool? strict = tool.Flag("strict");
        var function = new ToolDefinition(tool.RequiredText("name"), tool.Text("description"), tool.Any("parameters")?.Clone(), strict ?? false)
        {
            SaysNotStrict = strict is false,
        };
        return function with { Extensions = tool.Rest() };
    }
}
