using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>One content part.</summary>
internal static class PartReader
{
    public static ContentPart Read(JsonElement element, string path, FaultSink faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.WrongType(path, "an object");
            return new ContentPart.Text("");
        }

        var fields = new JsonFields(element, path, faults);
        string type = fields.RequiredText("type");
        switch (type)
        {
            case "text":
                var text = new ContentPart.Text(fields.RequiredText("text"));
                return text with { Extensions = fields.Rest() };
            case "refusal":
                var refusal = new ContentPart.Refusal(fields.RequiredText("refusal"));
                return refusal with { Extensions = fields.Rest() };
            case "image_url":
                return ReadImage(fields);
            case "input_audio":
                JsonFields sound = Body(fields, type);
                var audio = new ContentPart.Audio(sound.RequiredText("data"), sound.RequiredText("format"));
                return audio with { Extensions = fields.Rest((type, sound)) };
            case "file":
                JsonFields body = Body(fields, type);
                var file = new ContentPart.File(body.Text("file_id"), body.Text("file_data"), body.Text("filename"));
                return file with { Extensions = fields.Rest((type, body)) };
            default:
                return new ContentPart.Unknown(type, element.GetRawText());
        }
    }

    private static ContentPart.Image ReadImage(JsonFields fields)
    {
        if (fields.Any("image_url") is { ValueKind: JsonValueKind.String } url)
        {
            return new ContentPart.Image(url.GetString()!, null) { Extensions = fields.Rest() };
        }

        JsonFields body = Body(fields, "image_url");
        var image = new ContentPart.Image(body.RequiredText("url"), body.Text("detail"));
        return image with { Extensions = fields.Rest(("image_url", body)) };
    }

    private static JsonFields Body(JsonFields fields, string name)
    {
        if (fields.Any(name) is null)
        {
            fields.Faults.Missing(fields.PathOf(name));
        }

        return fields.Inside(name) ?? new JsonFields(default, fields.PathOf(name), fields.Faults);
    }
}
