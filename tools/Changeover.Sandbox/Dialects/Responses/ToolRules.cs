using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Changeover.Sandbox.Dialects.OpenAI;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Rules for <c>tools</c> and <c>tool_choice</c>; of the tools, functions are played.</summary>
internal static partial class ToolRules
{
    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonObject body)
    {
        var names = Parameter.Array(body, "", "tools").Select(CheckTool).OfType<string>().ToList();
        switch (body["tool_choice"])
        {
            case null:
                break;
            case JsonValue:
                Parameter.Word(body, "", "tool_choice", "none", "auto", "required");
                break;
            case JsonObject choice when Parameter.Text(choice, "tool_choice.", "type") == "function":
                if (!names.Contains(Parameter.Text(choice, "tool_choice.", "name"), StringComparer.Ordinal))
                    throw new BadRequest("Tool choice 'function' not found in 'tools' parameter.", "tool_choice");
                break;
        }
    }

    public static void CheckName(string name, string path)
    {
        if (!FunctionName().IsMatch(name))
            throw new BadRequest($"Invalid '{path}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", path, code: "invalid_value");
    }

    /// <returns>The function's name; null for a tool that the provider runs itself.</returns>
    private static string? CheckTool(JsonNode? node, int index)
    {
        var path = $"tools[{index}].";
        var tool = Parameter.Item(node, $"tools[{index}]");
        if (Parameter.Text(tool, path, "type") != "function") return null;
        var name = Parameter.Text(tool, path, "name");
        Parameter.Only(tool, path, "type", "name", "description", "parameters", "strict", "defer_loading");
        CheckName(name, path + "name");
        if (Parameter.Object(tool, path, "parameters") is { } schema && Parameter.Flag(tool, path, "strict") == true && StrictSchema.Fault(schema) is { } fault)
            throw new BadRequest($"Invalid schema for function '{name}': {fault}", path + "parameters", code: "invalid_function_parameters");
        return name;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FunctionName();
}
