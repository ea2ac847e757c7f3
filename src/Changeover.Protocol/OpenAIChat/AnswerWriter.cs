using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A whole answer: neutral form → bytes.</summary>
public static class AnswerWriter
{
    /// <summary>Writes one <c>chat.completion</c> object.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what the dialect has no place for; null = nobody asks.</param>
    public static void Write(ChatAnswer answer, IBufferWriter<byte> output, LossList? losses = null)
    {
        losses ??= [];
        new AnswerLosses(OpenAIChatDialect.Gaps, losses).Tell(answer);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("id", answer.Id);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", answer.Created);
        json.WriteString("model", answer.ResponseModel);
        json.WriteStartArray("choices");
        foreach (ChatChoice choice in answer.Choices)
        {
            WriteChoice(json, choice, isOwn: answer.Dialect == Dialect.OpenAIChat, losses);
        }

        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            UsageWriter.Write(json, usage);
        }

        json.WriteOptional("system_fingerprint", answer.SystemFingerprint);
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatChoice choice, bool isOwn, LossList losses)
    {
        json.WriteStartObject();
        json.WriteNumber("index", choice.Index);
        json.WritePropertyName("message");
        WriteMessage(json, choice.Message, isOwn, losses);
        LogprobsWriter.Write(json, choice.Logprobs);
        json.WriteString("finish_reason", choice.FinishReason is { } reason ? FinishReasons.Word(reason) : null);
        json.WriteEndObject();
    }

    /// <summary>Unlike a turn of the history, an answer's content is always a string or null.</summary>
    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message, bool isOwn, LossList losses)
    {
        bool hasText = message.Parts.Any(part => part is ContentPart.Text);
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", hasText ? message.PlainText : null);
        json.WriteString("refusal", message.Parts.OfType<ContentPart.Refusal>().FirstOrDefault()?.Value);
        json.WriteOptional("reasoning_content", message.ReasoningText);
        ToolWriter.WriteCalls(json, message.ToolCalls);
        if (isOwn)
        {
            json.WriteExtensions(message.Extensions);
        }
        else
        {
            AnswerLosses.TellExtensions(message, losses);
        }

        if (message.Parts.Any(part => part is not (ContentPart.Text or ContentPart.Refusal or ContentPart.Reasoning)))
        {
            losses.Ignored("message.content", "the dialect answers in text only");
        }

        json.WriteEndObject();
    }
}
