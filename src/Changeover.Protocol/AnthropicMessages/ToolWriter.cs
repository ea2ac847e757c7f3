using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Tools, the choice among them, and calls of them.</summary>
internal static class ToolWriter
{
    public static void Write(BlockOutput to, ChatRequest request)
    {
        bool hasRaw = to.IsOwn && request.ProviderTools.Count > 0;
        if (!to.IsOwn && request.ProviderTools.Count > 0)
        {
            to.Losses.Ignored("tools", "tools that only their own provider has");
        }

        if (request.Tools.Count > 0 || hasRaw)
        {
            to.Json.WriteStartArray("tools");
            for (int i = 0; i < request.Tools.Count; i++)
            {
                WriteTool(to, request.Tools[i], $"tools[{i}]");
            }

            foreach (string raw in hasRaw ? request.ProviderTools : [])
            {
                to.Json.WriteRawValue(raw);
            }

            to.Json.WriteEndArray();
            WriteChoice(to, request);
        }
        else if (request.ToolChoice is { Mode: not (ToolChoiceMode.None or ToolChoiceMode.Auto) })
        {
            to.Losses.Ignored("tool_choice", "there are no tools to choose from");
        }
    }

    /// <summary>A <c>tool_use</c> block. The API takes nothing but an object for input.</summary>
    public static void WriteCall(BlockOutput to, ToolCall call, string path)
    {
        to.Json.WriteStartObject();
        to.Json.WriteString("type", "tool_use");
        to.Json.WriteString("id", call.Id);
        to.Json.WriteString("name", call.Name);
        to.Json.WritePropertyName("input");
        if (string.IsNullOrWhiteSpace(call.Arguments))
        {
            to.Json.WriteRawValue("{}"u8);
        }
        else if (!call.IsCustom && JsonText.IsObject(call.Arguments))
        {
            to.Json.WriteRawValue(call.Arguments, skipInputValidation: true);
        }
        else
        {
            to.Losses.Emulated($"{path}.arguments", "what is not a JSON object is the input of one");
            to.Json.WriteStartObject();
            to.Json.WriteString("input", call.Arguments);
            to.Json.WriteEndObject();
        }

        to.WriteOwn(call.Extensions);
        to.Json.WriteEndObject();
    }

    private static void WriteTool(BlockOutput to, ToolDefinition tool, string path)
    {
        to.Json.WriteStartObject();
        to.Json.WriteString("name", tool.Name);
        to.Json.WriteOptional("description", tool.Description);
        to.Json.WritePropertyName("input_schema");
        SchemaWriter.Write(to, tool.Parameters, $"{path}.parameters");
        if (tool.Strict && !to.IsOwn)
        {
            to.Losses.Ignored($"{path}.strict", "not every model of the dialect keeps to a schema");
        }

        to.Json.WriteOptional("strict", tool.Strict && to.IsOwn ? true : null);
        to.WriteOwn(tool.Extensions);
        to.Json.WriteEndObject();
    }

    private static void WriteChoice(BlockOutput to, ChatRequest request)
    {
        if (request.ToolChoice is { Allowed: not null })
        {
            to.Losses.Ignored("tool_choice.allowed_tools", "the dialect cannot choose among some of the tools");
        }

        bool? isSingle = !request.ParallelToolCalls;
        if (request.ToolChoice is null && isSingle is not true)
        {
            return;
        }

        ToolChoice choice = request.ToolChoice ?? new ToolChoice(ToolChoiceMode.Auto);
        to.Json.WriteStartObject("tool_choice");
        to.Json.WriteString("type", choice.Mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required => "any",
            ToolChoiceMode.Named => "tool",
            _ => "auto",
        });
        to.Json.WriteOptional("name", choice.Name);
        to.Json.WriteOptional("disable_parallel_tool_use", choice.Mode == ToolChoiceMode.None ? null : isSingle);
        to.WriteOwnInside(request.Extensions, "tool_choice");
        to.Json.WriteEndObject();
    }
}
