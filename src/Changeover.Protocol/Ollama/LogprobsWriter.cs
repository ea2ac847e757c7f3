using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Ollama;

/// <summary><c>logprobs</c>: a list of tokens.</summary>
internal static class LogprobsWriter
{
    private const double Impossible = -9999; // JSON has no infinity

    public static void Write(Utf8JsonWriter json, IReadOnlyList<TokenLogprob>? logprobs)
    {
        if (logprobs is null)
        {
            return;
        }

        json.WriteStartArray("logprobs");
        foreach (TokenLogprob token in logprobs)
        {
            json.WriteStartObject();
            WriteToken(json, token);
            if (token.Top.Count > 0)
            {
                json.WriteStartArray("top_logprobs");
                foreach (TokenLogprob other in token.Top)
                {
                    json.WriteStartObject();
                    WriteToken(json, other);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

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
