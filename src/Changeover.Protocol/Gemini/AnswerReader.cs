using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>A whole answer: bytes → neutral form. Tolerant: what has the wrong type reads as absent.</summary>
internal static class AnswerReader
{
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatAnswer? answer,
        [NotNullWhen(false)] out UpstreamError? error)
    {
        answer = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("error", out _))
            {
                error = ErrorReader.Read(200, body.Span, null, default);
                return false;
            }

            var fields = new JsonFields(root, "", new FaultSink());
            error = FailureOf(fields);
            answer = error is null ? Read(fields, body.Span) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            error = Malformed("The answer is not valid JSON.");
        }

        return answer is not null;
    }

    public static UpstreamError Malformed(string message) => new() { Status = 200, Type = AnswerFaults.Malformed, Message = message };

    /// <summary>A made-up id of a call, for models that give none: the same each time that this answer is read.</summary>
    public static string CallId(string answerId, int choice, int call) => $"call_{answerId}_{choice}_{call}";

    private static UpstreamError? FailureOf(JsonFields fields)
    {
        bool hasCandidates = false;
        foreach ((JsonElement Element, string Path) item in fields.Items("candidates"))
        {
            hasCandidates = true;
            string? word = fields.Element(item).Text("finishReason");
            if (FinishReasons.Of(word, hasCalls: false) == FinishReason.ProviderError)
            {
                return FinishReasons.Failure(word);
            }
        }

        return hasCandidates || IsBlocked(fields) ? null : Malformed("The answer has no candidate.");
    }

    private static bool IsBlocked(JsonFields fields) => FinishReasons.IsBlock(fields.Inside("promptFeedback")?.Text("blockReason"));

    private static ChatAnswer Read(JsonFields fields, ReadOnlySpan<byte> body)
    {
        string id = fields.Text("responseId") ?? "";
        ChatChoice[] choices = [.. fields.Items("candidates").Select((item, place) => ReadCandidate(fields.Element(item), place, id))];
        return new ChatAnswer
        {
            Dialect = Dialect.Gemini,
            Id = id,
            ResponseModel = fields.Text("modelVersion") ?? "",
            Choices = choices.Length > 0 ? choices : [Blocked],
            Usage = ReadUsage(body),
        };
    }

    /// <summary>What a prompt gets that was refused before any candidate.</summary>
    private static ChatChoice Blocked => new() { Index = 0, Message = new ChatMessage { Role = Role.Assistant }, FinishReason = FinishReason.ContentFilter };

    private static ChatChoice ReadCandidate(JsonFields candidate, int place, string answerId)
    {
        int index = (int)(candidate.Integer("index", 0, int.MaxValue) ?? place);
        int calls = 0;
        ChatMessage message = candidate.Inside("content") is { } content
            ? ContentReader.ReadModel(content, (id, _) => string.IsNullOrEmpty(id) ? CallId(answerId, index, calls++) : id)
            : new ChatMessage { Role = Role.Assistant };
        var choice = new ChatChoice
        {
            Index = index,
            Message = message,
            FinishReason = FinishReasons.Of(candidate.Text("finishReason"), message.ToolCalls.Count > 0),
            Logprobs = LogprobsReader.Read(candidate.Inside("logprobsResult")),
        };

        // What Google found on the web and thinks of its safety (groundingMetadata, safetyRatings).
        return choice with { Message = message with { Extensions = candidate.Rest() } };
    }

    private static TokenUsage? ReadUsage(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        var usage = default(UsageCount);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isUsage = json.ValueTextEquals("usageMetadata"u8);
            json.Read();
            if (isUsage)
            {
                usage.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return usage.ToUsage();
    }
}
