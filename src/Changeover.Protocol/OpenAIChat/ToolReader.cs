using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>Tools, legacy functions, and calls of them.</summary>
internal static class ToolReader
{
    public static ToolList ReadTools(JsonFields fields)
    {
        var known = new List<ToolDefinition>();
        var raw = new List<string>();
        foreach ((JsonElement item, string path) in fields.Items("tools"))
        {
            var tool = new JsonFields(item, path, fields.Faults);
            if (tool.RequiredText("type") is not ("function" or ""))
            {
                raw.Add(item.GetRawText());
            }
            else if (tool.Inside("function") is { } function)
            {
                known.Add(ReadFunction(function) with { Extensions = tool.Rest(("function", function)) });
            }
            else
            {
                fields.Faults.Missing(tool.PathOf("function"));
            }
        }

        foreach ((JsonElement item, string path) in fields.Items("functions"))
        {
            var function = new JsonFields(item, path, fields.Faults);
            known.Add(ReadFunction(function) with { IsLegacyFunction = true, Extensions = function.Rest() });
        }

        return new ToolList(known, raw);
    }

    public static ToolCall ReadCall(JsonElement item, string path, FaultSink faults)
    {
        var call = new JsonFields(item, path, faults);
        bool isCustom = call.Text("type") == "custom";
        string kind = isCustom ? "custom" : "function";
        JsonFields? callee = call.Inside(kind);
        if (callee is null)
        {
            faults.Missing(call.PathOf(kind));
        }

        return new ToolCall(
            call.Text("id") ?? "",
            callee?.RequiredText("name") ?? "",
            callee?.Text(isCustom ? "input" : "arguments") ?? "")
        {
            IsCustom = isCustom,
            Extensions = call.Rest((kind, callee)),
        };
    }

    public static ToolCall ReadLegacyCall(JsonFields function) =>
        new("", function.RequiredText("name"), function.Text("arguments") ?? "")
        {
            IsLegacyFunction = true,
            Extensions = function.Rest(),
        };

    private static ToolDefinition ReadFunction(JsonFields function) => new(
        function.RequiredText("name"),
        function.Text("description"),
        function.Any("parameters")?.Clone(),
        function.Flag("strict") ?? false);
}
