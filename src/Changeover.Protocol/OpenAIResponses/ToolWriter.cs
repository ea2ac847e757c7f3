using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Tools and the choice among them.</summary>
internal static class ToolWriter
{
    /// <summary><c>tools</c> of a request; left out when there are none.</summary>
    public static void WriteTools(Utf8JsonWriter json, ChatRequest request)
    {
        if (request.Tools.Count + request.ProviderTools.Count > 0)
        {
            json.WritePropertyName("tools");
            WriteList(json, request, isEcho: false);
        }
    }

    /// <summary>The list alone. An echo says every field that a client may look for.</summary>
    public static void WriteList(Utf8JsonWriter json, ChatRequest request, bool isEcho)
    {
        bool isOwn = request.Dialect == Dialect.OpenAIResponses;
        json.WriteStartArray();
        foreach (ToolDefinition tool in request.Tools)
        {
            WriteFunction(json, tool, isOwn, isEcho);
        }

        if (isOwn)
        {
            foreach (string tool in request.ProviderTools)
            {
                json.WriteOneLine(tool);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>The value of <c>tool_choice</c>.</summary>
    public static void WriteChoice(Utf8JsonWriter json, ToolChoice choice)
    {
        string word = choice.Mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required => "required",
            _ => "auto",
        };
        if (choice.Mode == ToolChoiceMode.Named)
        {
            WriteNamed(json, choice.Name!);
        }
        else if (choice.Allowed is { } allowed)
        {
            json.WriteStartObject();
            json.WriteString("type", "allowed_tools");
            json.WriteString("mode", word);
            json.WriteStartArray("tools");
            foreach (string name in allowed)
            {
                WriteNamed(json, name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteStringValue(word);
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteString("name", name);
        json.WriteEndObject();
    }

    /// <summary>Unsaid strictness is true here and false elsewhere: a foreign tool must say that it is not strict.</summary>
    private static void WriteFunction(Utf8JsonWriter json, ToolDefinition tool, bool isOwn, bool isEcho)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteString("name", tool.Name);
        json.WriteOptional("description", tool.Description);
        if (tool.Parameters is { } parameters)
        {
            json.WritePropertyName("parameters");
            parameters.WriteTo(json);
        }
        else if (isEcho || !isOwn)
        {
            json.WriteNull("parameters");
        }

        if (tool.Strict || tool.SaysNotStrict || isEcho || !isOwn)
        {
            json.WriteBoolean("strict", tool.Strict || (isOwn && !tool.SaysNotStrict));
        }

        if (isOwn)
        {
            foreach ((string name, string raw) in tool.Extensions)
            {
                json.WritePropertyName(name);
                json.WriteOneLine(raw);
            }
        }

        json.WriteEndObject();
    }
}
