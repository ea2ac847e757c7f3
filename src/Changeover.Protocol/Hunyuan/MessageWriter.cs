using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Hunyuan;

/// <summary>One message of a request. The reasoning of an earlier turn must not come back: Hunyuan answers it with an error (seen 2026-11-23).</summary>
internal static class MessageWriter
{
    public static void Write(Utf8JsonWriter json, ChatMessage message, string path, LossList losses)
    {
        if (message.Parts.Any(part => part is ContentPart.Refusal))
        {
            losses.Emulated($"{path}.content", "a refusal is said as text");
        }

        json.WriteStartObject();
        json.WriteString("Role", RoleWord(message.Role));
        if (message.Parts.All(part => part is ContentPart.Text or ContentPart.Refusal or ContentPart.Reasoning))
        {
            WriteText(json, message, path, losses);
        }
        else
        {
            WriteParts(json, message.Parts, path, losses);
        }

        WriteCalls(json, message.ToolCalls);
        json.WriteOptional("ToolCallId", message.ToolCallId);
        if (message.Name is not null)
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

    private static string TextOf(ChatMessage message) => string.Concat(message.Parts.Select(TextOf));

    private static string? TextOf(ContentPart part) => part switch
    {
        ContentPart.Text text => text.Value,
        ContentPart.Refusal refusal => refusal.Value,
        _ => null,
    };

    /// <summary>Only a turn that calls tools may have nothing to say.</summary>
    private static void WriteText(Utf8JsonWriter json, ChatMessage message, string path, LossList losses)
    {
        string text = TextOf(message);
        if (text.Length == 0 && message.ToolCalls.Count == 0)
        {
            text = " ";
            losses.Emulated($"{path}.content", "a blank stands where there is no text");
        }

        json.WriteString("Content", text);
    }

    private static void WriteParts(Utf8JsonWriter json, IReadOnlyList<ContentPart> parts, string path, LossList losses)
    {
        json.WriteStartArray("Contents");
        if (!parts.Any(part => part is ContentPart.Text))
        {
            // At least one text must be there.
            WriteText(json, " ");
            losses.Emulated($"{path}.content", "a blank stands where there is no text");
        }

        for (int index = 0; index < parts.Count; index++)
        {
            string place = $"{path}.content[{index}]";
            switch (parts[index])
            {
                case ContentPart.Image image:
                    WriteImage(json, image.Url);
                    if (image.Detail is "low" or "high")
                    {
                        losses.Ignored(place, "pictures have no level of detail here");
                    }

                    break;
                case ContentPart.Audio or ContentPart.File or ContentPart.Unknown:
                    losses.Reject(place, "the target has no place for it");
                    break;
                case var part when TextOf(part) is { } text:
                    WriteText(json, text);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("Type", "text");
        json.WriteString("Text", text);
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject();
        json.WriteString("Type", "image_url");
        json.WriteStartObject("ImageUrl");
        json.WriteString("Url", url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<ToolCall> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("ToolCalls");
        foreach (ToolCall call in calls)
        {
            json.WriteStartObject();
            json.WriteString("Id", call.Id);
            json.WriteString("Type", "function");
            json.WriteStartObject("Function");
            json.WriteString("Name", call.Name);
            json.WriteString("Arguments", call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
