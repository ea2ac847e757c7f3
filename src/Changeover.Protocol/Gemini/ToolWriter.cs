using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Tools and the choice among them.</summary>
internal static class ToolWriter
{
    public static void Write(RequestStep step)
    {
        ChatRequest request = step.Request;
        IReadOnlyList<string>? shown = request.ToolChoice is { Mode: ToolChoiceMode.Auto, Allowed: { } allowed } ? allowed : null;
        if (shown is not null)
        {
            // AUTO takes no names (seen 2026-11).
            step.Losses.Emulated("tool_choice", "the other tools are not shown");
        }

        string[] others = step.IsOwn ? [.. request.ProviderTools] : [];
        if (!step.IsOwn && request.ProviderTools.Count > 0)
        {
            step.Losses.Ignored("tools", "only its own dialect knows it");
        }

        if (request.Tools.Count + others.Length > 0)
        {
            step.Json.WriteStartArray("tools");
            WriteFunctions(step, shown);
            foreach (string tool in others)
            {
                step.Json.WriteRawValue(tool);
            }

            step.Json.WriteEndArray();
        }

        WriteChoice(step);
    }

    private static void WriteFunctions(RequestStep step, IReadOnlyList<string>? shown)
    {
        IReadOnlyList<ToolDefinition> tools = step.Request.Tools;
        if (!tools.Any(tool => IsShown(tool, shown)))
        {
            return;
        }

        step.Json.WriteStartObject();
        step.Json.WriteStartArray("functionDeclarations");
        for (int index = 0; index < tools.Count; index++)
        {
            if (IsShown(tools[index], shown))
            {
                WriteFunction(step, tools[index], step.PathOfParameters(index));
            }
        }

        step.Json.WriteEndArray();
        step.Json.WriteEndObject();
    }

    private static bool IsShown(ToolDefinition tool, IReadOnlyList<string>? shown) => shown is null || shown.Contains(tool.Name, StringComparer.Ordinal);

    private static void WriteFunction(RequestStep step, ToolDefinition tool, string path)
    {
        step.Json.WriteStartObject();
        step.Json.WriteString("name", tool.Name);
        step.Json.WriteOptional("description", tool.Description);
        if (tool.Parameters is { } parameters && GeminiSchema.HasProperties(parameters))
        {
            step.Json.WritePropertyName("parameters");
            GeminiSchema.Write(step.Json, parameters, path, step.Losses);
        }

        if (step.IsOwn)
        {
            step.Json.WriteExtensions(tool.Extensions);
        }

        step.Json.WriteEndObject();
    }

    private static void WriteChoice(RequestStep step)
    {
        ToolChoice? choice = step.Request.ToolChoice;
        IReadOnlyDictionary<string, string> extensions = step.Request.Extensions;
        bool hasExtensions = step.IsOwn && JsonOutput.HasExtensionsInside(extensions, "toolConfig");
        if (choice is null && !hasExtensions)
        {
            return;
        }

        step.Json.WriteStartObject("toolConfig");
        if (choice is not null || JsonOutput.HasExtensionsInside(extensions, "toolConfig.functionCallingConfig"))
        {
            step.Json.WriteStartObject("functionCallingConfig");
            WriteMode(step, choice);
            step.Json.WriteExtensionsInside(extensions, "toolConfig.functionCallingConfig");
            step.Json.WriteEndObject();
        }

        if (hasExtensions)
        {
            step.Json.WriteExtensionsInside(extensions, "toolConfig", "toolConfig.functionCallingConfig");
        }

        step.Json.WriteEndObject();
    }

    private static void WriteMode(RequestStep step, ToolChoice? choice)
    {
        if (choice is not { } said)
        {
            return;
        }

        step.Json.WriteString("mode", said.Mode switch
        {
            ToolChoiceMode.None => "NONE",
            ToolChoiceMode.Auto => "AUTO",
            _ => "ANY",
        });
        IReadOnlyList<string>? allowed = said.Mode switch
        {
            ToolChoiceMode.Named => [said.Name!],
            ToolChoiceMode.Required => said.Allowed,
            _ => null,
        };
        if (allowed is not null)
        {
            step.Json.WriteStartArray("allowedFunctionNames");
            foreach (string name in allowed)
            {
                step.Json.WriteStringValue(name);
            }

            step.Json.WriteEndArray();
        }
    }
}
