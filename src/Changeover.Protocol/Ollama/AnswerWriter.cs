using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>A whole answer: neutral form → bytes.</summary>
internal static class AnswerWriter
{
    public static void Write(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        new AnswerLosses(OllamaDialect.Gaps, losses).Tell(answer);
        if (answer.Choices.Count > 1)
        {
            losses.Ignored("choices", "Ollama gives one answer");
        }

        ChatChoice? choice = answer.Choices.Count > 0 ? answer.Choices[0] : null;
        ChatMessage message = choice?.Message ?? new ChatMessage { Role = Role.Assistant };
        AnswerLosses.TellExtensions(message, losses);
        var answerObject = new AnswerObject(request.OriginalModel, request.Variant == OllamaDialect.GenerateVariant);
        answerObject.Begin(answer.Created);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        answerObject.Open(json);
        answerObject.OpenSaid(json, TextOf(message, losses), request.ShowReasoning == false ? null : message.ReasoningText);
        WriteCalls(json, message.ToolCalls, losses);
        answerObject.CloseSaid(json);
        LogprobsWriter.Write(json, choice?.Logprobs);
        AnswerObject.CloseDone(json, AnswerObject.Word(choice?.FinishReason), answer.Usage);
    }

    private static string TextOf(ChatMessage message, LossList losses)
    {
        if (message.Parts.Any(part => part is not (ContentPart.Text or ContentPart.Reasoning or ContentPart.Refusal)))
        {
            losses.Ignored("content", "Ollama's answers are text");
        }

        string refusal = string.Concat(message.Parts.OfType<ContentPart.Refusal>().Select(part => part.Value));
        if (refusal.Length > 0)
        {
            losses.Emulated("refusal", "a refusal is said as text");
        }

        return message.PlainText + refusal;
    }

    private static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<ToolCall> calls, LossList losses)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        for (int index = 0; index < calls.Count; index++)
        {
            CallWriter.Write(json, calls[index].Name, calls[index].Arguments, index, losses);
        }

        json.WriteEndArray();
    }
}
