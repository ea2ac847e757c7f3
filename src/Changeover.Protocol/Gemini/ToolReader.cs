using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Tools and the choice among them.</summary>
internal static class ToolReader
{
    public static ToolList ReadTools(JsonFields fields)
    {
        var known = new List<ToolDefinition>();
        var raw = new List<string>();
        foreach ((JsonElement Element, string Path) item in fields.Items("tools"))
        {
            JsonFields tool = fields.Element(item);
            known.AddRange(tool.Items("functionDeclarations").Select(function => ReadFunction(tool.Element(function))));
            raw.AddRange(tool.Rest().Select(other => $$"""{"{{JsonEncodedText.Encode(other.Key)}}":{{other.Value}}}"""));
        }

        return new ToolList(known, raw);
    }

    /// <summary>null = not said, or said in a word that only Google knows, which then stays with the rest.</summary>
    public static ToolChoice? ReadChoice(JsonFields? toolConfig, JsonFields? calling)
    {
        if (toolConfig is null || calling is null)
        {
            return null;
        }

        List<string> allowed = ReadAllowed(calling);
        switch (calling.Text("mode")?.ToUpperInvariant())
        {
            case "AUTO":
                return new ToolChoice(ToolChoiceMode.Auto) { Allowed = allowed.Count > 0 ? allowed : null };
            case "NONE":
                return new ToolChoice(ToolChoiceMode.None);
            case "ANY" when allowed.Count == 1:
                return new ToolChoice(ToolChoiceMode.Named, allowed[0]);
            case "ANY":
                return new ToolChoice(ToolChoiceMode.Required) { Allowed = allowed.Count > 0 ? allowed : null };
            default:
                calling.GiveBack("mode");
                calling.GiveBack("allowedFunctionNames");
                return null;
        }
    }

    private static List<string> ReadAllowed(JsonFields calling)
    {
        var names = new List<string>();
        foreach ((JsonElement name, string path) in calling.Items("allowedFunctionNames"))
        {
            if (name.ValueKind == JsonValueKind.String)
            {
                names.Add(name.GetString()!);
            }
            else
            {
                calling.Faults.WrongType(path, "a string");
            }
        }

        return names;
    }

    private static ToolDefinition ReadFunction(JsonFields function)
    {
        JsonElement? parameters = function.Any("parametersJsonSchema")?.Clone()
            ?? (function.Any("parameters") is { } schema ? GeminiSchema.ToJsonSchema(schema) : null);
        return new ToolDefinition(function.RequiredText("name"), function.Text("description"), parameters, Strict: false)
        {
            Extensions = function.Rest(),
        };
    }
}
