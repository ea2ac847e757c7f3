using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The tools of a request: the client's own, and those that only the provider has, which say their type.</summary>
internal static class ToolReader
{
    public static (IReadOnlyList<ToolDefinition> Known, IReadOnlyList<string> Raw) ReadTools(JsonFields fields)
    {
        var known = new List<ToolDefinition>();
        var raw = new List<string>();
        foreach ((JsonElement item, string path) in fields.Items("tools"))
        {
            var tool = new JsonFields(item, path, fields.Faults);
            if (tool.Text("type") is null or "custom")
            {
                known.Add(ReadTool(tool));
            }
            else
            {
                raw.Add(item.GetRawText());
            }
        }

        return (known, raw);
    }

    private static ToolDefinition ReadTool(JsonFields tool)
    {
        if (tool.Any("input_schema") is null)
        {
            tool.Faults.Missing(tool.PathOf("input_schema"));
        }

        var definition = new ToolDefinition(
            tool.RequiredText("name"),
            tool.Text("description"),
            tool.Any("input_schema")?.Clone(),
            tool.Flag("strict") ?? false);
        return definition with { Extensions = tool.Rest() };
    }
}
