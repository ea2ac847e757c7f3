using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A whole answer: bytes → neutral form. Tolerant: what has the wrong type reads as absent.</summary>
public static class AnswerReader
{
    /// <summary>Reads a whole body; blank lines before it are allowed.</summary>
    /// <param name="body">The body of an HTTP 200 answer.</param>
    /// <param name="answer">Set when it is one; a choice without a finish reason has broken off.</param>
    /// <param name="error">Set when the body is an error all the same, or not JSON (type <c>malformed_answer</c>).</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatAnswer? answer,
        [NotNullWhen(false)] out UpstreamError? error)
    {
        answer = null;
        var observer = new AnswerObserver();
        error = observer.Observe(body.Span, RequestKind.Chat) switch
        {
            AnswerVerdict.Malformed => Malformed(),
            _ => observer.Notes.Error,
        };
        if (error is not null)
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            answer = Read(new JsonFields(document.RootElement, "", new FaultSink()), observer.Notes);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            error = Malformed();
            return false;
        }
    }

    internal static UpstreamError Malformed() =>
        new() { Status = 200, Type = AnswerFaults.Malformed, Message = "The answer is not valid JSON." };

    private static ChatAnswer Read(JsonFields fields, AnswerNotes notes) => new()
    {
        Id = notes.Id ?? "",
        ResponseModel = notes.ResponseModel ?? "",
        Created = fields.Integer("created", 0, long.MaxValue) ?? 0,
        Choices = [.. fields.Items("choices").Select((item, place) => ReadChoice(new JsonFields(item.Element, item.Path, fields.Faults), place))],
        Usage = notes.Usage,
        SystemFingerprint = fields.Text("system_fingerprint"),
    };

    private static ChatChoice ReadChoice(JsonFields fields, int place) => new()
    {
        Index = (int)(fields.Integer("index", 0, int.MaxValue) ?? place),
        Message = MessageReader.Read(fields.Any("message") ?? default, fields.PathOf("message"), fields.Faults) with { Role = Role.Assistant },
        FinishReason = FinishReasons.Of(FinishReasons.Of(fields.Text("finish_reason")), FinishReasons.IsModerated(fields.Integer("flag", 0, long.MaxValue))),
        Logprobs = LogprobsReader.Read(fields),
    };
}
