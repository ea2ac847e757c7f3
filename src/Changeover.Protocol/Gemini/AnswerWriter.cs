using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>A whole answer: neutral form → bytes.</summary>
internal static class AnswerWriter
{
    public static void Write(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        new AnswerLosses(GeminiDialect.Gaps, losses).Tell(answer);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteStartArray("candidates");
        foreach (ChatChoice choice in answer.Choices)
        {
            WriteCandidate(json, choice, answer.Dialect == Dialect.Gemini, request.ShowReasoning == true, losses);
        }

        json.WriteEndArray();
        UsageWriter.Write(json, answer.Usage);
        json.WriteString("modelVersion", answer.ResponseModel);
        json.WriteString("responseId", answer.Id);
        json.WriteEndObject();
    }

    private static void WriteCandidate(Utf8JsonWriter json, ChatChoice choice, bool isOwn, bool showsThoughts, LossList losses)
    {
        json.WriteStartObject();
        json.WriteStartObject("content");
        json.WriteStartArray("parts");
        new AnswerParts(json, isOwn, showsThoughts, losses).Write(choice.Message);
        json.WriteEndArray();
        json.WriteString("role", "model");
        json.WriteEndObject();
        json.WriteOptional("finishReason", choice.FinishReason is { } reason ? FinishReasons.Word(reason) : null);
        json.WriteNumber("index", choice.Index);
        LogprobsWriter.Write(json, choice.Logprobs);
        if (isOwn)
        {
            json.WriteExtensions(choice.Message.Extensions);
        }
        else
        {
            AnswerLosses.TellExtensions(choice.Message, losses);
        }

        json.WriteEndObject();
    }
}
