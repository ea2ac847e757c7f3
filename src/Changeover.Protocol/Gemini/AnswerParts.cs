using System.Collections.ObjectModel;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Parts of an answer. Thoughts are shown only to a client that asked for them, as Gemini does.</summary>
/// <param name="json">Receives them.</param>
/// <param name="isOwn">The answer came in this dialect: extensions and unknown parts go back where they were.</param>
/// <param name="showsThoughts">The client asked for them.</param>
/// <param name="losses">Receives what Gemini has no place for.</param>
internal sealed class AnswerParts(Utf8JsonWriter json, bool isOwn, bool showsThoughts, LossList losses)
{
    public void Write(ChatMessage message)
    {
        if (showsThoughts && message.Reasoning is { } reasoning)
        {
            ModelPart.WriteText(json, reasoning, isThought: true, null);
        }

        foreach (ContentPart part in message.Parts)
        {
            Write(part);
        }

        foreach (ToolCall call in message.ToolCalls)
        {
            WriteCall(json, call with { Extensions = Own(call.Extensions) }, losses);
        }
    }

    public static void WriteCall(Utf8JsonWriter json, ToolCall call, LossList losses)
    {
        if (!ModelPart.OpenCall(json, call.Id, call.Name, call.Arguments))
        {
            losses.Emulated("tool_calls.arguments", "arguments that are no JSON object are put into one");
        }

        json.WriteExtensionsInside(call.Extensions, "functionCall");
        json.WriteEndObject();
        json.WriteOptional("thoughtSignature", Signature(call.Seal, SealPlace.ToolCall));
        json.WriteExtensions(call.Extensions, "functionCall");
        json.WriteEndObject();
    }

    /// <summary>null = none.</summary>
    public static string? Signature(Seal? seal, SealPlace place) => seal is null ? null : SealText.Write(seal, place);

    private void Write(ContentPart part)
    {
        switch (part)
        {
            case ContentPart.Text text:
                ModelPart.WriteText(json, text.Value, isThought: false, Signature(part.Seal, SealPlace.Text), Own(part.Extensions));
                break;
            case ContentPart.Refusal refusal:
                losses.Emulated("refusal", "a refusal is said as text");
                ModelPart.WriteText(json, refusal.Value, isThought: false, null);
                break;
            case ContentPart.Reasoning reasoning when showsThoughts:
                SealPlace place = reasoning.IsRedacted ? SealPlace.Redacted : SealPlace.Reasoning;
                ModelPart.WriteText(json, reasoning.Value, isThought: true, Signature(part.Seal, place), Own(part.Extensions));
                break;
            case ContentPart.Reasoning:
                break;
            case ContentPart.Unknown unknown when isOwn:
                json.WriteRawValue(unknown.Json);
                break;
            case var media when ModelPart.TryOpenInline(json, media):
                json.WriteExtensionsInside(Own(part.Extensions), "inlineData");
                json.WriteEndObject();
                json.WriteExtensions(Own(part.Extensions), "inlineData");
                json.WriteEndObject();
                break;
            default:
                losses.Ignored("content", "a piece that Gemini has no part for");
                break;
        }
    }

    private IReadOnlyDictionary<string, string> Own(IReadOnlyDictionary<string, string> extensions) => isOwn ? extensions : ReadOnlyDictionary<string, string>.Empty;
}
