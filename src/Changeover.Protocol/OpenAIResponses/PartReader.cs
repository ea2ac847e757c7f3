using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The content of a message or of a tool's result: a string or a list of parts.</summary>
internal static class PartReader
{
    public static List<ContentPart> ReadContent(JsonFields fields, string name)
    {
        switch (fields.Any(name))
        {
            case null:
                fields.Faults.Missing(fields.PathOf(name));
                return [];
            case { ValueKind: JsonValueKind.String } text:
                return [new ContentPart.Text(text.GetString()!)];
            default:
                return [.. fields.Items(name).Select(item => Read(item.Element, item.Path, fields.Faults))];
        }
    }

    private static ContentPart Read(JsonElement element, string path, FaultSink faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.WrongType(path, "an object");
            return new ContentPart.Text("");
        }

        var fields = new JsonFields(element, path, faults);
        string type = fields.RequiredText("type");
        ContentPart? part = type switch
        {
            "input_text" or "output_text" => new ContentPart.Text(fields.RequiredText("text")),
            "refusal" => new ContentPart.Refusal(fields.RequiredText("refusal")),
            "input_image" when fields.Text("image_url") is { } url => new ContentPart.Image(url, fields.Text("detail")),
            "input_file" => new ContentPart.File(fields.Text("file_id"), fields.Text("file_data") ?? fields.Text("file_url"), fields.Text("filename")),
            "input_audio" when fields.Inside("input_audio") is { } sound => new ContentPart.Audio(sound.RequiredText("data"), sound.RequiredText("format")),
            _ => null,
        };
        if (part is null)
        {
            return new ContentPart.Unknown(type, element.GetRawText());
        }

        fields.SkipEmpty("annotations");
        fields.SkipEmpty("logprobs");
        return part with { Extensions = fields.Rest() };
    }
}
