using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Parts that requests and answers have in common.</summary>
internal static class ModelPart
{
    public static void WriteText(Utf8JsonWriter json, string text, bool isThought, string? signature, IReadOnlyDictionary<string, string>? extensions = null)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        if (isThought)
        {
            json.WriteBoolean("thought"u8, true);
        }

        json.WriteOptional("thoughtSignature", signature);
        if (extensions is not null)
        {
            json.WriteExtensions(extensions);
        }

        json.WriteEndObject();
    }

    /// <summary>Up to the end of <c>functionCall</c>'s own properties; arguments that are no object stand under a name of ours.</summary>
    /// <returns>Whether the arguments are an object.</returns>
    public static bool OpenCall(Utf8JsonWriter json, string? id, string name, string arguments)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall");
        json.WriteOptional("id", string.IsNullOrEmpty(id) ? null : id);
        json.WriteString("name", name);
        json.WritePropertyName("args");
        return json.WriteArguments(arguments);
    }

    /// <summary>A picture, sound or file that lies inside the message; false when it does not.</summary>
    public static bool TryOpenInline(Utf8JsonWriter json, ContentPart part)
    {
        (string MediaType, string Base64)? data = part switch
        {
            ContentPart.Audio audio => (AudioFormat.ToMediaType(audio.Format), audio.Data),
            ContentPart.Image image when DataUrl.TryParse(image.Url, out DataUrl? url) => (url.MediaType, url.Base64),
            ContentPart.File { Data: { } inside } when DataUrl.TryParse(inside, out DataUrl? url) => (url.MediaType, url.Base64),
            _ => null,
        };
        if (data is not { } known)
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteStartObject("inlineData");
        json.WriteString("mimeType", known.MediaType);
        json.WriteString("data", known.Base64);
        return true;
    }
}
