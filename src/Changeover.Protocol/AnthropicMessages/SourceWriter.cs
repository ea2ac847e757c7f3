using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Pictures and documents with their <c>source</c>.</summary>
internal static class SourceWriter
{
    public static void WriteImage(BlockOutput to, ContentPart.Image image, string path)
    {
        if (image.Detail is not (null or "auto"))
        {
            to.Losses.Ignored($"{path}.image_url.detail", "the dialect has one resolution");
        }

        if (DataUrl.TryParse(image.Url, out DataUrl? data))
        {
            WriteBlock(to, "image", "base64", ("media_type", data.MediaType), ("data", data.Base64), null, image);
        }
        else if (IsAddress(image.Url))
        {
            WriteBlock(to, "image", "url", ("url", image.Url), null, null, image);
        }
        else
        {
            to.Losses.Reject(path, "a picture must be a web address, or data in base64");
        }
    }

    public static void WriteDocument(BlockOutput to, ContentPart.File file, string path)
    {
        if (file.FileId is { } id)
        {
            WriteStored(to, file, id, path);
        }
        else if (file.Data is { } url && IsAddress(url))
        {
            WriteBlock(to, "document", "url", ("url", url), null, file.Name, file);
        }
        else if (file.Data is not null && DataUrl.TryParse(file.Data, out DataUrl? data))
        {
            WriteData(to, file, data, path);
        }
        else
        {
            to.Losses.Reject(path, "a file must be a web address, or data in base64");
        }
    }

    private static void WriteStored(BlockOutput to, ContentPart.File file, string id, string path)
    {
        if (to.IsOwn)
        {
            WriteBlock(to, "document", "file", ("file_id", id), null, file.Name, file);
        }
        else
        {
            to.Losses.Reject(path, "the file is stored with another provider");
        }
    }

    private static void WriteData(BlockOutput to, ContentPart.File file, DataUrl data, string path)
    {
        if (data.MediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase))
        {
            WriteBlock(to, "document", "base64", ("media_type", data.MediaType), ("data", data.Base64), file.Name, file);
        }
        else if (data.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            WriteBlock(to, "image", "base64", ("media_type", data.MediaType), ("data", data.Base64), null, file);
        }
        else if (IsText(data.MediaType) && TryDecode(data.Base64, out string text))
        {
            if (data.MediaType != "text/plain")
            {
                to.Losses.Emulated(path, "sent as plain text");
            }

            WriteBlock(to, "document", "text", ("media_type", "text/plain"), ("data", text), file.Name, file);
        }
        else
        {
            to.Losses.Reject(path, "documents are PDF or text");
        }
    }

    private static void WriteBlock(
        BlockOutput to, string type, string sourceType, (string Name, string Value) first, (string Name, string Value)? second, string? title, ContentPart part)
    {
        to.Json.WriteStartObject();
        to.Json.WriteString("type", type);
        to.Json.WriteStartObject("source");
        to.Json.WriteString("type", sourceType);
        to.Json.WriteString(first.Name, first.Value);
        if (second is { } more)
        {
            to.Json.WriteString(more.Name, more.Value);
        }

        to.WriteOwnInside(part.Extensions, "source");
        to.Json.WriteEndObject();
        to.Json.WriteOptional("title", title);
        to.WriteOwn(part.Extensions, "source");
        to.Json.WriteEndObject();
    }

    private static bool IsAddress(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool TryDecode(string base64, out string text)
    {
        byte[] bytes = new byte[base64.Length];
        bool isBase64 = Convert.TryFromBase64String(base64, bytes, out int length);
        text = Encoding.UTF8.GetString(bytes, 0, length);
        return isBase64;
    }
}
