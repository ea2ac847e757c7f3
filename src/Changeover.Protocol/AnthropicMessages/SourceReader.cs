using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The <c>source</c> of pictures and documents. null = one of a kind that only its provider can read.</summary>
internal static class SourceReader
{
    public static ContentPart.Image? ReadImage(JsonFields block)
    {
        JsonFields source = Source(block);
        string? url = source.RequiredText("type") switch
        {
            "base64" => new DataUrl(source.RequiredText("media_type"), source.RequiredText("data")).ToString(),
            "url" => source.RequiredText("url"),
            _ => null,
        };
        return url is null ? null : new ContentPart.Image(url, null) { Extensions = block.Rest(("source", source)) };
    }

    public static ContentPart.File? ReadDocument(JsonFields block)
    {
        JsonFields source = Source(block);
        string type = source.RequiredText("type");
        string? data = type switch
        {
            "base64" => new DataUrl(source.RequiredText("media_type"), source.RequiredText("data")).ToString(),
            "text" => new DataUrl(source.RequiredText("media_type"), Convert.ToBase64String(Encoding.UTF8.GetBytes(source.RequiredText("data")))).ToString(),
            "url" => source.RequiredText("url"),
            _ => null,
        };
        string? fileId = type == "file" ? source.RequiredText("file_id") : null;
        if (data is null && fileId is null)
        {
            return null;
        }

        var file = new ContentPart.File(fileId, data, block.Text("title"));
        return file with { Extensions = block.Rest(("source", source)) };
    }

    private static JsonFields Source(JsonFields block)
    {
        if (block.Any("source") is null)
        {
            block.Faults.Missing(block.PathOf("source"));
        }

        return block.Inside("source") ?? new JsonFields(default, block.PathOf("source"), block.Faults);
    }
}
