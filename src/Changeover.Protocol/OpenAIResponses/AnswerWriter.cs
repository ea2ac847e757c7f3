using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>A whole answer: neutral form → bytes. Seals are written as <see cref="SealCode"/>, for the item ids beside them are the gateway's own.</summary>
public static class AnswerWriter
{
    /// <summary>Writes one <c>response</c> object. The dialect has one answer: further choices are a loss.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what has no place here.</param>
    /// <param name="options">Id of the response, and who keeps it.</param>
    public static void Write(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses, ResponseOptions options)
    {
        ChatChoice? choice = answer.Choices.Count > 0 ? answer.Choices[0] : null;
        new AnswerLosses(OpenAIResponsesDialect.Gaps, losses).Tell(answer);
        if (answer.Choices.Count > 1)
        {
            losses.Ignored("choices", "the dialect has one answer");
        }

        var response = new ResponseWriter(request, options);
        response.Begin(answer.Id, answer.ResponseModel, answer.Created);
        using var bytes = new PooledBytes();
        using (var json = new Utf8JsonWriter(bytes, JsonOutput.Options))
        {
            response.Open(json, ResponseStatus.Of(choice?.FinishReason));
            json.WriteStartArray();
            if (choice is not null)
            {
                new TurnWriter(json, response, answer.Dialect == Dialect.OpenAIResponses, losses).Write(choice);
            }

            json.WriteEndArray();
            response.Close(json, answer.Usage);
        }

        options.Finished?.Invoke(bytes.Memory);
        output.Write(bytes.Span);
    }
}
