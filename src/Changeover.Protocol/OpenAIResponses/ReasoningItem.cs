using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>A <c>reasoning</c> item.</summary>
/// <param name="Text">What can be read of it.</param>
/// <param name="Part">The sealed reasoning; null when there is no seal.</param>
/// <param name="CallSeal">The seal of the call that follows, when the item is nothing but its carrier.</param>
internal readonly record struct ReasoningItem(string Text, ContentPart.Reasoning? Part, Seal? CallSeal)
{
    public const string Type = "reasoning";

    private const string Summary = "summary";
    private const string Content = "content";
    private const string Paragraph = "\n\n";

    /// <summary>A summary of several pieces is kept raw beside its text. An id is kept only with OpenAI's own seal, which is bound to it (seen 2026-11).</summary>
    public static ReasoningItem Read(JsonFields item)
    {
        string? encrypted = item.Text("encrypted_content");
        string text = ReadText(item);
        if (encrypted is null)
        {
            return new ReasoningItem(text, null, null);
        }

        if (SealCode.TryRead(encrypted, out Seal? seal, out SealPlace place))
        {
            return place == SealPlace.ToolCall
                ? new ReasoningItem(text, null, seal)
                : new ReasoningItem(text, new ContentPart.Reasoning(text, place == SealPlace.Redacted) { Seal = seal }, null);
        }

        item.SkipCompleted();
        return new ReasoningItem(text, new ContentPart.Reasoning(text, text.Length == 0) { Seal = new Seal(Dialect.OpenAIResponses, encrypted), Extensions = item.Rest() }, null);
    }

    /// <summary>Writes an item. <paramref name="text"/> is the summary, unless <paramref name="extensions"/> have one.</summary>
    public static void Write(Utf8JsonWriter json, string? id, string text, string? encrypted, IReadOnlyDictionary<string, string> extensions)
    {
        json.WriteStartObject();
        json.WriteOptional("id", id);
        json.WriteString("type", Type);
        if (!extensions.ContainsKey(Summary))
        {
            json.WriteStartArray(Summary);
            if (text.Length > 0 && !extensions.ContainsKey(Content))
            {
                json.WriteStartObject();
                json.WriteString("type", "summary_text");
                json.WriteString("text", text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteOptional("encrypted_content", encrypted);
        json.WriteExtensions(extensions);
        json.WriteEndObject();
    }

    /// <summary>The summary; where there is none, the reasoning itself, which open models show (seen 2026-11).</summary>
    private static string ReadText(JsonFields item)
    {
        string text = Join(item, Summary);
        if (!IsPlain(item.Any(Summary), text))
        {
            item.GiveBack(Summary);
        }

        if (item.Any(Content) is null)
        {
            return text;
        }

        string content = Join(item, Content);
        item.GiveBack(Content);
        if (text.Length > 0)
        {
            item.GiveBack(Summary);
        }

        return text.Length > 0 ? text : content;
    }

    private static string Join(JsonFields item, string name) =>
        string.Join(Paragraph, item.Items(name).Select(piece => new JsonFields(piece.Element, piece.Path, item.Faults).Text("text")).Where(piece => !string.IsNullOrEmpty(piece)));

    /// <summary>Nothing, or one piece of text.</summary>
    private static bool IsPlain(JsonElement? summary, string text) =>
        summary is not { ValueKind: JsonValueKind.Array } list
        || list.GetArrayLength() == 0
        || (list.GetArrayLength() == 1 && text.Length > 0 && list[0].EnumerateObject().Count() == 2);
}
