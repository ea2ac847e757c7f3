using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>A request in Hunyuan's own API, read back; written here and not by the product.</summary>
internal static class HunyuanRequest
{
    public static ChatRequest Read(ReadOnlyMemory<byte> body)
    {
        JsonNode root = JsonNode.Parse(body.Span)!;
        return new ChatRequest
        {
            Dialect = Dialect.Hunyuan,
            OriginalModel = (string)root["Model"]!,
            Messages = [.. root["Messages"]!.AsArray().Select(message => ReadMessage(message!))],
            Tools = [.. (root["Tools"]?.AsArray() ?? []).Select(tool => ReadTool(tool!["Function"]!))],
            ToolChoice = ReadChoice(root),
            Stream = (bool?)root["Stream"] ?? false,
            ReasoningBudget = (bool?)root["EnableThinking"] == false ? 0 : null,
            Sampling = new SamplingOptions
            {
                Temperature = (double?)root["Temperature"],
                TopP = (double?)root["TopP"],
                Seed = (long?)root["Seed"],
                Stop = [.. (root["Stop"]?.AsArray() ?? []).Select(stop => (string)stop!)],
            },
        };
    }

    private static ToolDefinition ReadTool(JsonNode function) =>
        new((string)function["Name"]!, (string?)function["Description"], System.Text.Json.JsonDocument.Parse((string)function["Parameters"]!).RootElement, Strict: false);

    private static ToolChoice? ReadChoice(JsonNode root) => (string?)root["ToolChoice"] switch
    {
        null or "auto" => null,
        "none" => new ToolChoice(ToolChoiceMode.None),
        _ => new ToolChoice(ToolChoiceMode.Named, (string)root["CustomTool"]!["Function"]!["Name"]!),
    };

    private static ChatMessage ReadMessage(JsonNode message) => new()
    {
        Role = OpenAIShapes.RoleOf((string)message["Role"]!),
        Parts = message["Contents"] is JsonArray parts ? [.. parts.Select(part => ReadPart(part!))] : [new ContentPart.Text((string?)message["Content"] ?? "")],
        ToolCallId = (string?)message["ToolCallId"],
        ToolCalls = [.. (message["ToolCalls"]?.AsArray() ?? []).Select(call => new ToolCall((string)call!["Id"]!, (string)call["Function"]!["Name"]!, (string)call["Function"]!["Arguments"]!))],
    };

    private static ContentPart ReadPart(JsonNode part) =>
        (string)part["Type"]! == "text" ? new ContentPart.Text((string)part["Text"]!) : new ContentPart.Image((string)part["ImageUrl"]!["Url"]!, null);
}
