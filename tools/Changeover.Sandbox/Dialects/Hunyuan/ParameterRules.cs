using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>Which parameters there are, of which types, and their bounds. Names are PascalCase and nothing else.</summary>
internal static class ParameterRules
{
    private static readonly Dictionary<string, JsonValueKind[]> Types = new(StringComparer.Ordinal)
    {
        ["Model"] = [JsonValueKind.String],
        ["Messages"] = [JsonValueKind.Array],
        ["Stop"] = [JsonValueKind.Array],
        ["Tools"] = [JsonValueKind.Array],
        ["ToolChoice"] = [JsonValueKind.String],
        ["CustomTool"] = [JsonValueKind.Object],
        ["TopP"] = [JsonValueKind.Number],
        ["Temperature"] = [JsonValueKind.Number],
        ["Seed"] = [JsonValueKind.Number],
        ["WebSearchOptions"] = [JsonValueKind.Object],
        ["TopicChoice"] = [JsonValueKind.String],
    };

    private static readonly string[] Switches =
    [
        "Stream", "StreamModeration", "EnableEnhancement", "SearchInfo", "Citation", "EnableSpeedSearch", "EnableMultimedia",
        "EnableDeepSearch", "ForceSearchEnhancement", "EnableRecommendedQuestions", "EnableDeepRead", "EnableThinking",
    ];

    public static void Check(JsonObject body)
    {
        foreach (var (name, value) in body)
        {
            if (!Types.TryGetValue(name, out var kinds) && Switches.Contains(name)) kinds = [JsonValueKind.True, JsonValueKind.False];
            if (kinds is null) throw Unknown(name);
            if (value is not null && !kinds.Contains(value.GetValueKind())) throw WrongType(name);
        }
        foreach (var name in new[] { "Model", "Messages" })
            if (body[name] is null) throw new BadRequest(HunyuanErrors.Error("MissingParameter", $"The request is missing a required parameter `{name}`."));

        Within("TopP", value => value is >= 0 and <= 1, "[0.0, 1.0]");
        Within("Temperature", value => value is >= 0 and <= 2, "[0.0, 2.0]");
        Within("Seed", value => value is >= 1 and <= 10000 && value == Math.Floor(value), "[1, 10000]");
        if (body["Stop"] is JsonArray stops && stops.Any(stop => stop?.GetValueKind() != JsonValueKind.String)) throw WrongType("Stop");
        CheckTools(body);

        void Within(string name, Func<double, bool> holds, string range)
        {
            if (body[name] is { } value && !holds(value.GetValue<double>())) throw HunyuanErrors.BadValue($"{name} 取值区间为 {range}。");
        }
    }

    /// <summary>Refuses a name that an object has not.</summary>
    public static void Only(JsonObject node, string path, params string[] known)
    {
        foreach (var (name, _) in node)
            if (!known.Contains(name, StringComparer.Ordinal)) throw Unknown(path.Length == 0 ? name : $"{path}.{name}");
    }

    public static BadRequest WrongType(string path) => new(HunyuanErrors.Error("InvalidParameter", $"The value type of parameter `{path}` is not valid."));

    private static BadRequest Unknown(string path) => new(HunyuanErrors.Error("UnknownParameter", $"The parameter `{path}` is not recognized."));

    private static void CheckTools(JsonObject body)
    {
        var tools = body["Tools"] as JsonArray ?? [];
        for (var index = 0; index < tools.Count; index++) CheckTool(tools[index], $"Tools.{index}");
        if (body["CustomTool"] is { } custom) CheckTool(custom, "CustomTool");
        var choice = (string?)body["ToolChoice"];
        if (choice is not (null or "none" or "auto" or "custom")) throw HunyuanErrors.BadValue("ToolChoice 可选值包括 none、auto、custom。");
        if (choice == "custom" && body["CustomTool"] is null) throw HunyuanErrors.BadValue("当参数 ToolChoice 为 custom 时，CustomTool 为必填。");
    }

    private static void CheckTool(JsonNode? node, string path)
    {
        var tool = node as JsonObject ?? throw WrongType(path);
        Only(tool, path, "Type", "Function");
        var function = tool["Function"] as JsonObject ?? throw WrongType($"{path}.Function");
        Only(function, $"{path}.Function", "Name", "Parameters", "Description");
        if ((string?)tool["Type"] != "function") throw HunyuanErrors.BadValue($"{path}.Type 当前只支持 function。");
        if (function["Name"]?.GetValueKind() != JsonValueKind.String) throw WrongType($"{path}.Function.Name");
        // The schema is text, not JSON (seen 2026-11).
        if (function["Parameters"] is not { } parameters || parameters.GetValueKind() != JsonValueKind.String) throw WrongType($"{path}.Function.Parameters");
        if (Schema(function) is null) throw HunyuanErrors.BadValue($"{path}.Function.Parameters 必须是 JSON 字符串。");
    }

    /// <summary>The schema in a function's parameters; null when the text is not a JSON object.</summary>
    public static JsonObject? Schema(JsonNode function)
    {
        try
        {
            return JsonNode.Parse((string)function["Parameters"]!) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
