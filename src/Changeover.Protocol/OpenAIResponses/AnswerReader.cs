using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>A whole answer: bytes → neutral form. Tolerant: what has the wrong type reads as absent.</summary>
public static class AnswerReader
{
    /// <summary>Reads a whole body.</summary>
    /// <param name="body">The body of an HTTP 200 answer.</param>
    /// <param name="answer">Set when it is one; a choice without a finish reason has broken off.</param>
    /// <param name="error">Set when the response failed, or the body is none (type <c>malformed_answer</c>).</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatAnswer? answer,
        [NotNullWhen(false)] out UpstreamError? error)
    {
        answer = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            var fields = new JsonFields(document.RootElement, "", new FaultSink());
            error = FindError(fields, body.Span);
            answer = error is null ? Read(fields) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            error = OpenAIChat.AnswerReader.Malformed();
        }

        return answer is not null;
    }

    private static UpstreamError? FindError(JsonFields fields, ReadOnlySpan<byte> body)
    {
        string? status = fields.Text("status");
        if (status is "failed" or "cancelled" || fields.Any("error") is not null)
        {
            return FailedResponse.Read(body, status);
        }

        if (fields.Any("output") is { ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        UpstreamError error = ErrorReader.Read(200, body, null, default);
        return (error.Code ?? error.Type) is null ? OpenAIChat.AnswerReader.Malformed() : error;
    }

    private static ChatAnswer Read(JsonFields fields)
    {
        List<TokenLogprob>? logprobs = null;
        ChatMessage turn = ReadTurn(fields, ref logprobs);
        return new ChatAnswer
        {
            Dialect = Dialect.OpenAIResponses,
            Id = fields.Text("id") ?? "",
            ResponseModel = fields.Text("model") ?? "",
            Created = (long)(fields.Number("created_at") ?? 0),
            Choices =
            [
                new ChatChoice
                {
                    Index = 0,
                    Message = turn,
                    FinishReason = ResponseStatus.FinishOf(fields.Text("status"), fields.Inside("incomplete_details")?.Text("reason"), turn.ToolCalls.Count > 0),
                    Logprobs = logprobs,
                },
            ],
            Usage = ReadUsage(fields),
        };
    }

    /// <summary>All output is one turn.</summary>
    private static ChatMessage ReadTurn(JsonFields fields, ref List<TokenLogprob>? logprobs)
    {
        List<ChatMessage> turns = ItemFolder.Fold(fields.Items("output"), fields.Faults);
        var parts = new List<ContentPart>();
        var calls = new List<ToolCall>();
        foreach (ChatMessage turn in turns)
        {
            calls.AddRange(turn.ToolCalls.Select(call => call with { PartsBefore = (call.PartsBefore ?? turn.Parts.Count) + parts.Count }));
            foreach (ContentPart part in turn.Parts)
            {
                parts.Add(TakeLogprobs(part, ref logprobs));
            }
        }

        string[] reasoning = [.. turns.Select(turn => turn.Reasoning).OfType<string>()];
        return new ChatMessage
        {
            Role = Role.Assistant,
            Parts = parts,
            ToolCalls = [.. calls.Select(call => call.PartsBefore == parts.Count ? call with { PartsBefore = null } : call)],
            Reasoning = reasoning.Length > 0 ? string.Join("\n\n", reasoning) : null,
        };
    }

    private static ContentPart TakeLogprobs(ContentPart part, ref List<TokenLogprob>? logprobs)
    {
        const string Name = "logprobs";
        if (part is not ContentPart.Text || !part.Extensions.TryGetValue(Name, out string? raw))
        {
            return part;
        }

        using JsonDocument list = JsonDocument.Parse($"{{\"{Name}\":{raw}}}");
        (logprobs ??= []).AddRange(LogprobsReader.ReadList(new JsonFields(list.RootElement, "", new FaultSink()), Name));
        var rest = new Dictionary<string, string>(part.Extensions, StringComparer.Ordinal);
        rest.Remove(Name);
        return part with { Extensions = rest };
    }

    private static TokenUsage? ReadUsage(JsonFields fields)
    {
        if (fields.Any("usage") is not { } usage)
        {
            return null;
        }

        var json = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(usage));
        json.Read();
        var count = default(UsageCount);
        count.Read(ref json);
        return count.ToUsage();
    }
}
