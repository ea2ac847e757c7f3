using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The output of a whole answer.</summary>
/// <param name="json">Receives the items.</param>
/// <param name="response">Gives them their ids.</param>
/// <param name="isOwn">The answer came in this dialect, so that its extensions are understood here.</param>
/// <param name="losses">Receives what has no place here.</param>
internal sealed class TurnWriter(Utf8JsonWriter json, ResponseWriter response, bool isOwn, LossList losses)
{
    private const string Message = "message";
    private const string Id = "id";

    private IReadOnlyList<TokenLogprob>? _logprobs;
    private int _index;

    public void Write(ChatChoice choice)
    {
        _logprobs = choice.Logprobs;
        ChatMessage turn = choice.Message;
        bool isRaw = isOwn && turn.Parts.Any(part => part is ContentPart.Unknown { Type: ReasoningItem.Type });
        if (turn.Reasoning is { Length: > 0 } reasoning && !isRaw)
        {
            ReasoningItem.Write(json, NextId("rs"), reasoning, null, ContentExtensions.None);
        }

        TurnItem[] items = [.. TurnItem.Of(turn)];
        for (int place = 0; place < items.Length; place++)
        {
            bool isCut = place == items.Length - 1 && ResponseStatus.Of(choice.FinishReason).IsIncomplete;
            WriteItem(items[place], isCut ? "incomplete" : "completed");
        }

        foreach (string name in turn.Extensions.Keys)
        {
            losses.Ignored($"message.{name}", "only its own dialect knows it");
        }
    }

    private void WriteItem(TurnItem item, string status)
    {
        if (item.Message is { } parts)
        {
            WriteMessage(parts, status);
        }
        else if (item.Call is { } call)
        {
            WriteCall(call, status);
        }
        else if (item.Part is ContentPart.Reasoning reasoning)
        {
            WriteReasoning(reasoning);
        }
        else if (item.Part is ContentPart.Unknown unknown && isOwn)
        {
            _index++;
            json.WriteRawValue(unknown.Json);
        }
        else
        {
            losses.Ignored("message.content", "the dialect has no such part");
        }
    }

    private void WriteReasoning(ContentPart.Reasoning reasoning)
    {
        string? encrypted = reasoning.Seal is { } seal ? SealCode.Write(seal, reasoning.IsRedacted ? SealPlace.Redacted : SealPlace.Reasoning) : null;
        IReadOnlyDictionary<string, string> extensions = isOwn ? Without(reasoning.Extensions, Id) : ContentExtensions.None;
        ReasoningItem.Write(json, NextId("rs"), reasoning.Value, encrypted, extensions);
    }

    private void WriteMessage(IReadOnlyList<ContentPart> parts, string status)
    {
        IReadOnlyDictionary<string, string> extensions = isOwn ? parts[0].Extensions : ContentExtensions.None;
        json.WriteStartObject();
        json.WriteString(Id, NextId("msg"));
        json.WriteString("type", Message);
        json.WriteString("status", status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        foreach (ContentPart part in parts)
        {
            WritePart(part);
        }

        json.WriteEndArray();
        json.WriteExtensionsInside(Without(extensions, $"{Message}.{Id}", $"{Message}.status"), Message);
        json.WriteEndObject();
    }

    private void WritePart(ContentPart part)
    {
        if (part.Seal is not null)
        {
            losses.Ignored("content.signature", "the dialect has no signatures on text");
        }

        IReadOnlyDictionary<string, string> extensions = isOwn ? part.Extensions : ContentExtensions.None;
        switch (part)
        {
            case ContentPart.Text text:
                json.WriteStartObject();
                json.WriteString("type", "output_text");
                if (!extensions.ContainsKey("annotations"))
                {
                    json.WriteStartArray("annotations");
                    json.WriteEndArray();
                }

                json.WritePropertyName("logprobs");
                LogprobsWriter.WriteList(json, _logprobs ?? []);
                _logprobs = null;
                json.WriteString("text", text.Value);
                break;
            case ContentPart.Refusal refusal:
                json.WriteStartObject();
                json.WriteString("type", "refusal");
                json.WriteString("refusal", refusal.Value);
                break;
            default:
                losses.Ignored("message.content", "the dialect answers in text only");
                return;
        }

        json.WriteExtensions(extensions, Message);
        json.WriteEndObject();
    }

    private void WriteCall(ToolCall call, string status)
    {
        if (call.Seal is { } seal)
        {
            ReasoningItem.Write(json, NextId("rs"), "", SealCode.Write(seal, SealPlace.ToolCall), ContentExtensions.None);
        }

        json.WriteStartObject();
        string id = NextId(call.IsCustom ? "ctc" : "fc");
        json.WriteString(Id, id);
        json.WriteString("type", call.IsCustom ? "custom_tool_call" : "function_call");
        json.WriteString("status", status);
        json.WriteString("call_id", call.Id.Length > 0 ? call.Id : response.ItemId("call", _index - 1));
        json.WriteString("name", call.Name);
        json.WriteString(call.IsCustom ? "input" : "arguments", call.Arguments);
        json.WriteExtensions(isOwn ? Without(call.Extensions, Id, "status") : ContentExtensions.None);
        json.WriteEndObject();
    }

    private string NextId(string prefix) => response.ItemId(prefix, _index++);

    private static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> extensions, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (extensions.ContainsKey(name))
            {
                var rest = new Dictionary<string, string>(extensions, StringComparer.Ordinal);
                foreach (string each in names)
                {
                    rest.Remove(each);
                }

                return rest;
            }
        }

        return extensions;
    }
}
