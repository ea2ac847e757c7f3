using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Shapes that several providers took over from OpenAI, read back; written here and not by the product.</summary>
internal static class OpenAIShapes
{
    public static Role RoleOf(string word) => Enum.Parse<Role>(word, ignoreCase: true);

    public static ToolDefinition Tool(JsonNode function) =>
        new((string)function["name"]!, (string?)function["description"], function["parameters"] is { } schema ? JsonSerializer.SerializeToElement(schema) : null, Strict: false);

    public static ToolCall Call(JsonNode call) => new((string)call["id"]!, (string)call["function"]!["name"]!, (string)call["function"]!["arguments"]!);

    public static ToolChoice? Choice(JsonNode? choice) => choice switch
    {
        null => null,
        JsonObject named => new ToolChoice(ToolChoiceMode.Named, (string)named["function"]!["name"]!),
        _ => new ToolChoice(Enum.Parse<ToolChoiceMode>((string)choice!, ignoreCase: true)),
    };

    public static ResponseFormat? Format(JsonNode? format) => (string?)format?["type"] switch
    {
        null => null,
        "text" => new ResponseFormat.Text(),
        "json_object" => new ResponseFormat.JsonObject(),
        _ => new ResponseFormat.JsonSchema("", JsonSerializer.SerializeToElement(format!["json_schema"]!["schema"]), Strict: false),
    };
}
