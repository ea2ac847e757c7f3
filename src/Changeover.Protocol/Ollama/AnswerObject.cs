using System.Globalization;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>The object that every answer and every line of a stream is.</summary>
/// <param name="model">The model name that the client sent: Ollama gives it back.</param>
/// <param name="isGenerate">In the form of <c>/api/generate</c>.</param>
internal sealed class AnswerObject(string model, bool isGenerate)
{
    private JsonEncodedText _createdAt = Format(0);

    /// <summary>When the answer began, in Unix seconds.</summary>
    public void Begin(long created) => _createdAt = Format(created);

    public void Open(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteString("created_at"u8, _createdAt);
    }

    /// <summary>What is said, without calls.</summary>
    public void WriteSaid(Utf8JsonWriter json, string text, string? thinking)
    {
        OpenSaid(json, text, thinking);
        CloseSaid(json);
    }

    /// <summary>As <see cref="WriteSaid"/>, but the message stays open for calls.</summary>
    public void OpenSaid(Utf8JsonWriter json, string text, string? thinking)
    {
        if (!isGenerate)
        {
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
        }

        json.WriteString(isGenerate ? "response"u8 : "content"u8, text);
        json.WriteOptional("thinking", thinking);
    }

    public void CloseSaid(Utf8JsonWriter json)
    {
        if (!isGenerate)
        {
            json.WriteEndObject();
        }
    }

    /// <summary>The end of a line on the way.</summary>
    public static void Close(Utf8JsonWriter json)
    {
        json.WriteBoolean("done"u8, false);
        json.WriteEndObject();
    }

    /// <summary>The end of the answer. Times are in nanoseconds, and zero: a gateway does not know how its upstream spent them.</summary>
    public static void CloseDone(Utf8JsonWriter json, string reason, TokenUsage? usage)
    {
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", reason);
        json.WriteNumber("total_duration", 0);
        json.WriteNumber("load_duration", 0);
        json.WriteOptional("prompt_eval_count", usage?.Input);
        json.WriteNumber("prompt_eval_duration", 0);
        json.WriteOptional("eval_count", usage?.Output);
        json.WriteNumber("eval_duration", 0);
        json.WriteEndObject();
    }

    /// <summary>Calls end in <c>stop</c> there.</summary>
    public static string Word(FinishReason? reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };

    private static JsonEncodedText Format(long created) =>
        JsonEncodedText.Encode(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(created, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds())).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
}
