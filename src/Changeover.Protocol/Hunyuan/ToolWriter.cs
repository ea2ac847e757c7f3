using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Hunyuan;

/// <summary>Tools and the choice among them. A schema is written as text.</summary>
internal static class ToolWriter
{
    private const string NoArguments = """{"type":"object","properties":{}}""";

    public static void Write(Utf8JsonWriter json, ChatRequest request, LossList losses)
    {
        if (request.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("Tools");
        for (int index = 0; index < request.Tools.Count; index++)
        {
            WriteTool(json, request.Tools[index]);
            if (request.Tools[index].Strict)
            {
                losses.Ignored($"tools[{index}].function.strict", "arguments are not held to their schema here");
            }
        }

        json.WriteEndArray();
        WriteChoice(json, request, losses);
    }

    private static void WriteTool(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("Type", "function");
        json.WriteStartObject("Function");
        json.WriteString("Name", tool.Name);
        json.WriteOptional("Description", tool.Description);
        json.WriteString("Parameters", tool.Parameters?.GetRawText() ?? NoArguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A call can be forced of one tool, which is then said in full once more.</summary>
    private static void WriteChoice(Utf8JsonWriter json, ChatRequest request, LossList losses)
    {
        ToolDefinition? forced = request.ToolChoice switch
        {
            { Mode: ToolChoiceMode.Named, Name: var name } => request.Tools.FirstOrDefault(tool => tool.Name == name),
            { Mode: ToolChoiceMode.Required } when request.Tools.Count == 1 => request.Tools[0],
            _ => null,
        };
        if (forced is not null)
        {
            json.WriteString("ToolChoice", "custom");
            json.WritePropertyName("CustomTool");
            WriteTool(json, forced);
            return;
        }

        json.WriteOptional("ToolChoice", request.ToolChoice is { } choice ? choice.Mode == ToolChoiceMode.None ? "none" : "auto" : null);
        if (request.ToolChoice is { Mode: ToolChoiceMode.Required or ToolChoiceMode.Named })
        {
            losses.Ignored("tool_choice", "a call can be forced of one tool only");
        }
    }
}
