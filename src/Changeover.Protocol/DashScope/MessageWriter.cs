using System.Text.Json;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.DashScope;

/// <summary>One message of a request.</summary>
internal static class MessageWriter
{
    public static void Write(Utf8JsonWriter json, ChatMessage message, string path, LossList losses)
    {
        if (message.Parts.Any(part => part is ContentPart.Refusal))
        {
            losses.Emulated($"{path}.content", "a refusal is said as text");
        }

        json.WriteStartObject();
        json.WriteString("role", RoleWord(message.Role));
        if (message.Parts.All(part => part is ContentPart.Text or ContentPart.Refusal or ContentPart.Reasoning))
        {
            WriteText(json, message, path, losses);
        }
        else
        {
            WriteParts(json, message.Parts, path, losses);
        }

        json.WriteOptional("reasoning_content", message.ReasoningText);
        WriteCalls(json, message.ToolCalls, path, losses);
        if (message.Role == Role.Tool)
        {
            json.WriteOptional("tool_call_id", message.ToolCallId);
            json.WriteOptional("name", message.Name);
        }
        else if (message.Name is not null)
        {
            losses.Ignored($"{path}.name", "speakers have no names here");
        }

        json.WriteEndObject();
    }

    private static string RoleWord(Role role) => role switch
    {
        Role.System or Role.Developer => "system",
        Role.Assistant => "assistant",
        Role.Tool => "tool",
        _ => "user",
    };

    private static string? TextOf(ContentPart part) => part switch
    {
        ContentPart.Text text => text.Value,
        ContentPart.Refusal refusal => refusal.Value,
        _ => null,
    };

    /// <summary>Only a turn that calls tools may have nothing to say.</summary>
    private static void WriteText(Utf8JsonWriter json, ChatMessage message, string path, LossList losses)
    {
        string text = string.Concat(message.Parts.Select(TextOf));
        if (text.Length == 0 && message.ToolCalls.Count == 0)
        {
            text = " ";
            losses.Emulated($"{path}.content", "a blank stands where there is no text");
        }

        json.WriteString("content", text);
    }

    /// <summary>Of the multimodal models. A part is known by its only property, not by a type.</summary>
    private static void WriteParts(Utf8JsonWriter json, IReadOnlyList<ContentPart> parts, string path, LossList losses)
    {
        json.WriteStartArray("content");
        for (int index = 0; index < parts.Count; index++)
        {
            string place = $"{path}.content[{index}]";
            switch (parts[index])
            {
                case ContentPart.Image image:
                    WritePart(json, "image", image.Url);
                    if (image.Detail is "low" or "high")
                    {
                        losses.Ignored(place, "pictures have no level of detail here");
                    }

                    break;
                case ContentPart.Audio audio:
                    WritePart(json, "audio", $"data:audio/{audio.Format};base64,{audio.Data}");
                    break;
                case ContentPart.File or ContentPart.Unknown:
                    losses.Reject(place, "the target has no place for it");
                    break;
                case var part when TextOf(part) is { } text:
                    WritePart(json, "text", text);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, string kind, string value)
    {
        json.WriteStartObject();
        json.WriteString(kind, value);
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<ToolCall> calls, string path, LossList losses)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        for (int index = 0; index < calls.Count; index++)
        {
            ToolCall call = calls[index];
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", ArgumentsOf(call, $"{path}.tool_calls[{index}]", losses));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The arguments of an earlier call must be a JSON object, as a model's own need not be (seen 2026-11).</summary>
    private static string ArgumentsOf(ToolCall call, string path, LossList losses)
    {
        if (JsonText.IsObject(call.Arguments))
        {
            return call.Arguments;
        }

        if (string.IsNullOrWhiteSpace(call.Arguments))
        {
            return "{}";
        }

        losses.Emulated($"{path}.arguments", "what is not a JSON object is the input of one");
        return ToolRules.AsInput(call.Arguments);
    }
}
