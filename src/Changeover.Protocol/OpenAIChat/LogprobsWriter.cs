using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The value of <c>logprobs</c>.</summary>
internal static class LogprobsWriter
{
    private const double Impossible = -9999; // OpenAI's stand-in, since JSON has no infinity

    public static void Write(Utf8JsonWriter json, IReadOnlyList<TokenLogprob>? logprobs)
    {
        if (logprobs is null)
        {
            json.WriteNull("logprobs");
            return;
        }

        json.WriteStartObject("logprobs");
        json.WritePropertyName("content");
        WriteList(json, logprobs);
        json.WriteNull("refusal");
        json.WriteEndObject();
    }

    /// <summary>The list itself, which OpenAI Responses and Ollama write alike; Ollama leaves out what is empty.</summary>
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<TokenLogprob> logprobs, bool isBrief = false)
    {
        json.WriteStartArray();
        foreach (TokenLogprob token in logprobs)
        {
            json.WriteStartObject();
            WriteToken(json, token);
            if (!isBrief || token.Top.Count > 0)
            {
                WriteTop(json, token.Top);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTop(Utf8JsonWriter json, IReadOnlyList<TokenLogprob> others)
    {
        json.WriteStartArray("top_logprobs");
        foreach (TokenLogprob other in others)
        {
            json.WriteStartObject();
            WriteToken(json, other);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteToken(Utf8JsonWriter json, TokenLogprob token)
    {
        json.WriteString("token", token.Token);
        json.WriteNumber("logprob", double.IsFinite(token.Logprob) ? token.Logprob : Impossible);
        json.WriteStartArray("bytes");
        foreach (byte each in token.Bytes)
        {
            json.WriteNumberValue(each);
        }

        json.WriteEndArray();
    }
}
