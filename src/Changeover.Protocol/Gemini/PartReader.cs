using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>One part of a content, but for calls and results.</summary>
internal static class PartReader
{
    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal) { "thought", "thoughtSignature", "thought_signature", "partMetadata", "part_metadata", "videoMetadata", "video_metadata", "mediaResolution", "media_resolution" };

    /// <summary>Reasoning without a seal comes as a part too; its place in the neutral form is the message.</summary>
    public static ContentPart Read(JsonFields part, JsonElement element)
    {
        Seal? seal = ReadSeal(part, out SealPlace place);
        if (part.Inside("inlineData") is { } data)
        {
            return ReadInline(part, data) with { Seal = seal };
        }

        if (part.Inside("fileData") is { } file)
        {
            return ReadFile(part, file) with { Seal = seal };
        }

        string? text = part.Text("text");
        if (text is null && KindOf(element) is { } kind)
        {
            return new ContentPart.Unknown(kind, element.GetRawText());
        }

        ContentPart said = part.Flag("thought") == true ? new ContentPart.Reasoning(text ?? "", IsRedacted: seal is not null && place == SealPlace.Redacted) : new ContentPart.Text(text ?? "");
        return said with { Seal = seal, Extensions = part.Rest() };
    }

    /// <summary>The signature of a part; null = none.</summary>
    public static Seal? ReadSeal(JsonFields part, out SealPlace place)
    {
        place = default;
        return part.Text("thoughtSignature") is { Length: > 0 } signature ? SealText.Read(signature, out place) : null;
    }

    /// <summary>The property is one of any part, and not what the part is.</summary>
    public static bool IsAttribute(ref Utf8JsonReader json) => Attributes.Contains(json.GetString()!);

    private static string? KindOf(JsonElement element) =>
        element.ValueKind != JsonValueKind.Object
            ? null
            : element.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !Attributes.Contains(name) && name != "text");

    private static ContentPart ReadInline(JsonFields part, JsonFields data)
    {
        string mediaType = data.RequiredText("mimeType");
        string base64 = data.RequiredText("data");
        string url = new DataUrl(mediaType, base64).ToString();
        ContentPart media = AudioFormat.OfMediaType(mediaType) is { } format ? new ContentPart.Audio(base64, format)
            : mediaType.StartsWith("image/", StringComparison.Ordinal) ? new ContentPart.Image(url, null)
            : new ContentPart.File(null, url, data.Text("displayName"));
        return media with { Extensions = part.Rest(("inlineData", data)) };
    }

    private static ContentPart ReadFile(JsonFields part, JsonFields file)
    {
        string address = file.RequiredText("fileUri");
        string? mediaType = file.Text("mimeType");
        file.GiveBack("mimeType");
        ContentPart media = mediaType?.StartsWith("image/", StringComparison.Ordinal) == true
            ? new ContentPart.Image(address, null)
            : new ContentPart.File(address, null, file.Text("displayName"));
        return media with { Extensions = part.Rest(("fileData", file)) };
    }
}
