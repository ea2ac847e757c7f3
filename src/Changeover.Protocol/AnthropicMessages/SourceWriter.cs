using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Pictures and documents with their <c>source</c>.</summary>
internal static class SourceWriter
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    public static void WriteImage(BlockOutput to, ContentPart.Image image, string path)
    {
        if (image.Detail is not (null or "auto"))
        {
            to.Losses.Ignored($"{path}.image_url.detail", "the dialect has one resolution");
        }

        if (DataUrl.TryParse(image.Url, out DataUrl? data))
        {
            WritePicture(to, data, image, path);
        }
        else if (IsAddress(to, image.Url))
        {
            WriteBlock(to, "image", "url", ("url", image.Url), null, null, image);
        }
        else
        {
            to.Losses.Reject(path, "a picture is given by a https address, or in base64");
        }
    }

    public static void WriteDocument(BlockOutput to, ContentPart.File file, string path)
    {
        if (file.FileId is { } id)
        {
            WriteStored(to, file, id, path);
        }
        else if (file.Data is not null && DataUrl.TryParse(file.Data, out DataUrl? data))
        {
            WriteData(to, file, data, path);
        }
        else if (file.Data is { } url && IsAddress(to, url))
        {
            WriteBlock(to, "document", "url", ("url", url), null, file.Name, file);
        }
        else
        {
            to.Losses.Reject(path, "a file is given by a https address, or in base64");
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
            WritePicture(to, data, file, path);
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

    private static void WritePicture(BlockOutput to, DataUrl data, ContentPart part, string path)
    {
        string mediaType = data.MediaType.Equals("image/jpg", StringComparison.OrdinalIgnoreCase) ? "image/jpeg" : data.MediaType;
        if (to.IsOwn || Pictures.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
        {
            WriteBlock(to, "image", "base64", ("media_type", mediaType), ("data", data.Base64), null, part);
        }
        else
        {
            to.Losses.Reject(path, "pictures are JPEG, PNG, GIF or WebP");
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

    private static bool IsAddress(BlockOutput to, string url) => to.IsOwn || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

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
