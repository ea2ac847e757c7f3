using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.DashScope;

/// <summary>Tools and the choice among them.</summary>
internal static class ToolWriter
{
    public static void Write(Utf8JsonWriter json, ChatRequest request, LossList losses)
    {
        if (request.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        for (int index = 0; index < request.Tools.Count; index++)
        {
            WriteTool(json, request.Tools[index]);
            if (request.Tools[index].Strict)
            {
                losses.Ignored($"tools[{index}].function.strict", "arguments are not held to their schema here");
            }
        }

        json.WriteEndArray();
        WriteChoice(json, request.ToolChoice, losses);
        json.WriteOptional("parallel_tool_calls", request.ParallelToolCalls);
    }

    private static void WriteTool(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.Name);
        json.WriteOptional("description", tool.Description);
        if (tool.Parameters is { } parameters)
        {
            json.WritePropertyName("parameters");
            parameters.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice? choice, LossList losses)
    {
        switch (choice?.Mode)
        {
            case ToolChoiceMode.None:
                json.WriteString("tool_choice", "none");
                break;
            case ToolChoiceMode.Named:
                json.WriteStartObject("tool_choice");
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", choice.Value.Name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case ToolChoiceMode.Required:
                losses.Ignored("tool_choice", "a call can be forced of one tool only");
                break;
            case ToolChoiceMode.Auto:
                json.WriteString("tool_choice", "auto");
                break;
        }
    }
}
