using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The content of a message or of a tool's result.</summary>
/// <param name="json">Receives it.</param>
/// <param name="origin">The dialect that the request came in.</param>
/// <param name="losses">Receives what has no place here.</param>
internal sealed class PartWriter(Utf8JsonWriter json, Dialect origin, LossList losses)
{
    private const string Message = "message";

    private readonly bool _isOwn = origin == Dialect.OpenAIResponses;

    /// <summary>A lone text is a string; all else is a list.</summary>
    public void WriteContent(string name, IReadOnlyList<ContentPart> parts, bool isAssistant, string path)
    {
        switch (parts)
        {
            case []:
                json.WriteString(name, "");
                break;
            case [ContentPart.Text { Value: var text } only] when !_isOwn || only.Extensions.Count == 0:
                json.WriteString(name, text);
                break;
            default:
                json.WriteStartArray(name);
                for (int index = 0; index < parts.Count; index++)
                {
                    Write(parts[index], isAssistant, $"{path}.content[{index}]");
                }

                json.WriteEndArray();
                break;
        }
    }

    private void Write(ContentPart part, bool isAssistant, string path)
    {
        switch (part)
        {
            case ContentPart.Text text:
                Open(isAssistant ? "output_text" : "input_text");
                json.WriteString("text", text.Value);
                break;
            case ContentPart.Refusal refusal:
                Open("refusal");
                json.WriteString("refusal", refusal.Value);
                break;
            case ContentPart.Image image when !isAssistant:
                Open("input_image");
                json.WriteString("image_url", image.Url);
                json.WriteOptional("detail", image.Detail);
                break;
            case ContentPart.File { FileId: not null } when !_isOwn && origin != Dialect.OpenAIChat:
                losses.Reject(path, "the file is stored with another provider");
                return;
            case ContentPart.File file when !isAssistant:
                Open("input_file");
                json.WriteOptional("file_id", file.FileId);
                json.WriteOptional(IsAddress(file.Data) ? "file_url" : "file_data", file.Data);
                json.WriteOptional("filename", file.Name);
                break;
            case ContentPart.Audio audio when !isAssistant:
                Open("input_audio");
                json.WriteStartObject("input_audio");
                json.WriteString("data", audio.Data);
                json.WriteString("format", audio.Format);
                json.WriteEndObject();
                break;
            case ContentPart.Unknown unknown when _isOwn:
                json.WriteRawValue(unknown.Json);
                return;
            default:
                losses.Ignored(path, isAssistant ? "an assistant's message holds text only" : "the dialect has no such part");
                return;
        }

        if (_isOwn)
        {
            json.WriteExtensions(part.Extensions, Message);
        }

        json.WriteEndObject();
    }

    private static bool IsAddress(string? data) =>
        data is not null && (data.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || data.StartsWith("http://", StringComparison.OrdinalIgnoreCase));

    private void Open(string type)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
    }
}
