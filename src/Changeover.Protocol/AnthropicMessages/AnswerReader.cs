using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A whole answer: bytes → neutral form. Tolerant: what has the wrong type reads as absent.</summary>
public static class AnswerReader
{
    /// <summary>Reads a whole body.</summary>
    /// <param name="body">The body of an HTTP 200 answer.</param>
    /// <param name="answer">Set when it is one; a choice without a finish reason has broken off.</param>
    /// <param name="error">Set when the body is an error all the same, or no message (type <c>malformed_answer</c>).</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatAnswer? answer,
        [NotNullWhen(false)] out UpstreamError? error)
    {
        answer = null;
        error = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (IsMessage(document.RootElement))
            {
                answer = Read(new JsonFields(document.RootElement, "", new FaultSink()));
                return true;
            }

            error = ErrorShape.Find(document.RootElement, 200) ?? Malformed();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            error = Malformed();
        }

        return false;
    }

    internal static UpstreamError Malformed() =>
        new() { Status = 200, Type = AnswerFaults.Malformed, Message = "The answer is not a message in JSON." };

    private static bool IsMessage(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array;

    private static ChatAnswer Read(JsonFields fields)
    {
        JsonFields? usage = fields.Inside("usage");
        var count = default(UsageReader);
        count.Read(usage);
        string? stopReason = fields.Text("stop_reason");
        string? stopSequence = fields.Text("stop_sequence");
        var answer = new ChatAnswer
        {
            Dialect = Dialect.AnthropicMessages,
            Id = fields.Text("id") ?? "",
            ResponseModel = fields.Text("model") ?? "",
            Choices = [],
            Usage = count.ToUsage(),
        };
        fields.Any("type");
        fields.Any("role");
        ChatMessage message = AssistantReader.Read(fields);
        return answer with
        {
            Choices =
            [
                new ChatChoice
                {
                    Index = 0,
                    Message = message with { Extensions = fields.Rest(("usage", usage)) },
                    FinishReason = StopReasons.Of(stopReason),
                    StopSequence = stopSequence,
                },
            ],
        };
    }
}
