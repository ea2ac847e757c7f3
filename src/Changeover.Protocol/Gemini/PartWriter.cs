using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Content parts of a request.</summary>
internal static class PartWriter
{
    /// <summary>All parts of a message that say something: Gemini refuses an empty text without a signature.</summary>
    /// <returns>Whether any was written.</returns>
    public static bool WriteAll(RequestStep step, ChatMessage message, string path)
    {
        if (message.Name is not null && message.Role != Role.Tool)
        {
            step.Losses.Ignored($"{path}.name", "Gemini has no names of speakers");
        }

        bool any = false;
        for (int index = 0; index < message.Parts.Count; index++)
        {
            any |= TryWrite(step, message.Parts[index], $"{path}.{(step.IsOwn ? "parts" : "content")}[{index}]");
        }

        return any;
    }

    /// <summary>What stands for a content that says nothing: Gemini refuses one without parts.</summary>
    public static void WriteNothing(RequestStep step) => ModelPart.WriteText(step.Json, " ", isThought: false, null);

    private static bool TryWrite(RequestStep step, ContentPart part, string path)
    {
        switch (part)
        {
            case ContentPart.Text text:
                return TryWriteText(step, text, text.Value);
            case ContentPart.Reasoning reasoning:
                return TryWriteText(step, reasoning, reasoning.Value);
            case ContentPart.Refusal refusal:
                step.Losses.Emulated(path, "a refusal is said as text");
                return TryWriteText(step, refusal, refusal.Value);
            case ContentPart.Unknown unknown when step.IsOwn:
                step.Json.WriteRawValue(unknown.Json);
                return true;
            case ContentPart.Unknown:
                step.Losses.Ignored(path, "only its own dialect knows it");
                return false;
            default:
                return TryWriteMedia(step, part, path);
        }
    }

    private static bool TryWriteText(RequestStep step, ContentPart part, string text)
    {
        if (text.Length == 0 && part.Seal is not { Origin: Dialect.Gemini })
        {
            return false;
        }

        step.Json.WriteStartObject();
        step.Json.WriteString("text", text);
        step.Json.WriteOptional("thought", part is ContentPart.Reasoning ? true : null);
        Close(step, part);
        return true;
    }

    private static bool TryWriteMedia(RequestStep step, ContentPart part, string path)
    {
        if (part is ContentPart.Image { Detail: "low" or "high" })
        {
            step.Losses.Ignored($"{path}.image_url.detail", "Gemini looks at all pictures in its own way");
        }

        if (!step.IsOwn && part is ContentPart.File { Name: not null })
        {
            step.Losses.Ignored($"{path}.file.filename", "Gemini has no names of files");
        }

        if (ModelPart.TryOpenInline(step.Json, part))
        {
            step.Json.WriteOptional("displayName", step.IsOwn ? (part as ContentPart.File)?.Name : null);
            CloseMedia(step, part, "inlineData");
            return true;
        }

        if (AddressOf(part, step.IsOwn) is { } address)
        {
            step.Json.WriteStartObject();
            step.Json.WriteStartObject("fileData");
            step.Json.WriteOptional("mimeType", step.IsOwn ? null : MediaTypeOf(address));
            step.Json.WriteString("fileUri", address);
            step.Json.WriteOptional("displayName", step.IsOwn ? (part as ContentPart.File)?.Name : null);
            CloseMedia(step, part, "fileData");
            return true;
        }

        step.Losses.Reject(path, "a file that only another provider has");
        return false;
    }

    /// <summary>Where a picture or file lies; another provider's id of a file is no address.</summary>
    private static string? AddressOf(ContentPart part, bool isOwn) => part switch
    {
        ContentPart.Image image => image.Url,
        ContentPart.File { Data: { } data } when IsAddress(data) => data,
        ContentPart.File { FileId: { } id } when isOwn || IsAddress(id) => id,
        _ => null,
    };

    private static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal);

    private static string? MediaTypeOf(string address) => Path.GetExtension(address.Split('?', '#')[0]).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".gif" => "image/gif",
        ".heic" => "image/heic",
        ".heif" => "image/heif",
        ".pdf" => "application/pdf",
        _ => null,
    };

    private static void Close(RequestStep step, ContentPart part, params ReadOnlySpan<string> nested)
    {
        step.Json.WriteOptional("thoughtSignature", part.Seal is { Origin: Dialect.Gemini } seal ? seal.Value : null);
        if (step.IsOwn)
        {
            step.Json.WriteExtensions(part.Extensions, nested);
        }

        step.Json.WriteEndObject();
    }

    private static void CloseMedia(RequestStep step, ContentPart part, string name)
    {
        if (step.IsOwn)
        {
            step.Json.WriteExtensionsInside(part.Extensions, name);
        }

        step.Json.WriteEndObject();
        Close(step, part, name);
    }
}
