using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>Tools, legacy functions, the choice among them, and calls of them.</summary>
internal static class ToolWriter
{
    public static void WriteTools(Utf8JsonWriter json, ChatRequest request)
    {
        WriteTools(json, [.. request.Tools.Where(tool => !tool.IsLegacyFunction)], request.ProviderTools);
        WriteFunctions(json, [.. request.Tools.Where(tool => tool.IsLegacyFunction)]);
        if (request.ToolChoice is { } choice)
        {
            bool isLegacy = new ToolList(request.Tools, request.ProviderTools).IsLegacy;
            json.WritePropertyName(isLegacy ? "function_call" : "tool_choice");
            WriteChoice(json, choice, isLegacy);
        }
    }

    public static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<ToolCall> calls)
    {
        if (calls.Any(call => !call.IsLegacyFunction))
        {
            json.WriteStartArray("tool_calls");
            foreach (ToolCall call in calls.Where(call => !call.IsLegacyFunction))
            {
                WriteCall(json, call);
            }

            json.WriteEndArray();
        }

        if (calls.FirstOrDefault(call => call.IsLegacyFunction) is { } legacy)
        {
            json.WriteStartObject("function_call");
            json.WriteString("name", legacy.Name);
            json.WriteString("arguments", legacy.Arguments);
            json.WriteExtensions(legacy.Extensions);
            json.WriteEndObject();
        }
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        string kind = call.IsCustom ? "custom" : "function";
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("type", kind);
        json.WriteStartObject(kind);
        json.WriteString("name", call.Name);
        json.WriteString(call.IsCustom ? "input" : "arguments", call.Arguments);
        json.WriteExtensionsInside(call.Extensions, kind);
        json.WriteEndObject();
        json.WriteExtensions(call.Extensions, kind);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, IReadOnlyList<ToolDefinition> tools, IReadOnlyList<string> raw)
    {
        if (tools.Count + raw.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (ToolDefinition tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            WriteFunction(json, tool);
            json.WriteExtensionsInside(tool.Extensions, "function");
            json.WriteEndObject();
            json.WriteExtensions(tool.Extensions, "function");
            json.WriteEndObject();
        }

        foreach (string tool in raw)
        {
            json.WriteRawValue(tool);
        }

        json.WriteEndArray();
    }

    private static void WriteFunctions(Utf8JsonWriter json, IReadOnlyList<ToolDefinition> functions)
    {
        if (functions.Count == 0)
        {
            return;
        }

        json.WriteStartArray("functions");
        foreach (ToolDefinition function in functions)
        {
            json.WriteStartObject();
            WriteFunction(json, function);
            json.WriteExtensions(function.Extensions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFunction(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteString("name", tool.Name);
        json.WriteOptional("description", tool.Description);
        if (tool.Parameters is { } parameters)
        {
            json.WritePropertyName("parameters");
            parameters.WriteTo(json);
        }

        json.WriteOptional("strict", tool.Strict ? true : null);
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice choice, bool isLegacy)
    {
        string word = choice.Mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required => "required",
            _ => "auto",
        };
        if (choice.Mode == ToolChoiceMode.Named)
        {
            WriteNamed(json, choice.Name!, isLegacy);
        }
        else if (choice.Allowed is { } allowed)
        {
            json.WriteStartObject();
            json.WriteString("type", "allowed_tools");
            json.WriteStartObject("allowed_tools");
            json.WriteString("mode", word);
            json.WriteStartArray("tools");
            foreach (string name in allowed)
            {
                WriteNamed(json, name, isLegacy: false);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else
        {
            json.WriteStringValue(word);
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, bool isLegacy)
    {
        json.WriteStartObject();
        if (isLegacy)
        {
            json.WriteString("name", name);
        }
        else
        {
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
