using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Rules for <c>tools</c> and <c>tool_choice</c>.</summary>
internal static partial class ToolRules
{
    private static readonly string[] CustomFields =
        ["type", "name", "description", "input_schema", "cache_control", "strict", "eager_input_streaming", "defer_loading", "allowed_callers", "input_examples"];

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonObject body)
    {
        var names = (body["tools"] is { } tools ? Shape.Array(tools, "tools") : []).Select(CheckTool).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count) throw new BadRequest("tools: Tool names must be unique.");
        if (body["tool_choice"] is { } choice) CheckChoice(Shape.Object(choice, "tool_choice"), names);
    }

    private static string CheckTool(JsonNode? node, int index)
    {
        var tool = Shape.Object(node, $"tools.{index}");
        // A type other than custom names a tool that the provider runs itself.
        if (Shape.OptionalText(tool, $"tools.{index}.", "type") is not (null or "custom")) return Shape.Text(tool, $"tools.{index}.", "name");

        var path = $"tools.{index}.custom.";
        Shape.Only(tool, path, CustomFields);
        var name = Shape.Text(tool, path, "name");
        if (!ToolName().IsMatch(name)) throw new BadRequest($"{path}name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'");
        Shape.OptionalText(tool, path, "description");
        var schema = Shape.Object(Shape.Required(tool, path, "input_schema"), $"{path}input_schema");
        Shape.OneOf(Shape.Text(schema, $"{path}input_schema.", "type"), $"{path}input_schema.type", "object");
        return name;
    }

    private static void CheckChoice(JsonObject choice, List<string> names)
    {
        var type = Shape.Text(choice, "tool_choice.", "type");
        Shape.OneOf(type, "tool_choice.type", "auto", "any", "tool", "none");
        Shape.Only(choice, $"tool_choice.{type}.", type switch
        {
            "tool" => ["type", "name", "disable_parallel_tool_use"],
            "none" => ["type"],
            _ => ["type", "disable_parallel_tool_use"],
        });
        if (names.Count == 0 && type != "none") throw new BadRequest("tool_choice: may only be specified while providing tools");
        if (type != "tool") return;
        var name = Shape.Text(choice, "tool_choice.tool.", "name");
        if (!names.Contains(name, StringComparer.Ordinal)) throw new BadRequest($"Tool '{name}' not found in provided tools");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToolName();
}
