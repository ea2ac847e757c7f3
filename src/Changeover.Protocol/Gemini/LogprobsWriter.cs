using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Gemini;

/// <summary><c>logprobsResult</c>.</summary>
internal static class LogprobsWriter
{
    private const double Impossible = -9999; // JSON has no infinity

    public static void Write(Utf8JsonWriter json, IReadOnlyList<TokenLogprob>? logprobs)
    {
        if (logprobs is null)
        {
            return;
        }

        json.WriteStartObject("logprobsResult");
        json.WriteStartArray("topCandidates");
        foreach (TokenLogprob token in logprobs)
        {
            json.WriteStartObject();
            WriteTokens(json, "candidates", token.Top);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTokens(json, "chosenCandidates", logprobs);
        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, string name, IReadOnlyList<TokenLogprob> tokens)
    {
        json.WriteStartArray(name);
        foreach (TokenLogprob token in tokens)
        {
            json.WriteStartObject();
            json.WriteString("token", token.Token);
            json.WriteNumber("logProbability", double.IsFinite(token.Logprob) ? token.Logprob : Impossible);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
