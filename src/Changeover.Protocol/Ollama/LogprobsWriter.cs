using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Ollama;

/// <summary><c>logprobs</c>: a list of tokens.</summary>
internal static class LogprobsWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<TokenLogprob>? logprobs)
    {
        if (logprobs is not null)
        {
            json.WritePropertyName("logprobs");
            OpenAIChat.LogprobsWriter.WriteList(json, logprobs, isBrief: true);
        }
    }
}
