using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>One content part.</summary>
internal static class PartWriter
{
    public static void Write(Utf8JsonWriter json, ContentPart part)
    {
        if (part is ContentPart.Unknown unknown)
        {
            json.WriteRawValue(unknown.Json);
            return;
        }

        json.WriteStartObject();
        switch (part)
        {
            case ContentPart.Text text:
                json.WriteString("type", "text");
                json.WriteString("text", text.Value);
                json.WriteExtensions(part.Extensions);
                break;
            case ContentPart.Refusal refusal:
                json.WriteString("type", "refusal");
                json.WriteString("refusal", refusal.Value);
                json.WriteExtensions(part.Extensions);
                break;
            case ContentPart.Image image:
                Open(json, "image_url");
                json.WriteString("url", image.Url);
                json.WriteOptional("detail", image.Detail);
                Close(json, "image_url", part);
                break;
            case ContentPart.Audio audio:
                Open(json, "input_audio");
                json.WriteString("data", audio.Data);
                json.WriteString("format", audio.Format);
                Close(json, "input_audio", part);
                break;
            case ContentPart.File file:
                Open(json, "file");
                json.WriteOptional("file_id", file.FileId);
                json.WriteOptional("file_data", file.Data);
                json.WriteOptional("filename", file.Name);
                Close(json, "file", part);
                break;
        }

        json.WriteEndObject();
    }

    private static void Open(Utf8JsonWriter json, string type)
    {
        json.WriteString("type", type);
        json.WriteStartObject(type);
    }

    private static void Close(Utf8JsonWriter json, string type, ContentPart part)
    {
        json.WriteExtensionsInside(part.Extensions, type);
        json.WriteEndObject();
        json.WriteExtensions(part.Extensions, type);
    }
}
