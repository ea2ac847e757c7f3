using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The value of <c>usage</c>. What is not known is left out.</summary>
internal static class UsageWriter
{
    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteOptional("prompt_tokens", usage.Input);
        json.WriteOptional("completion_tokens", usage.Output);
        json.WriteOptional("total_tokens", usage.Input + usage.Output);
        if ((usage.CachedInput ?? usage.CacheWrite ?? usage.AudioInput) is not null)
        {
            json.WriteStartObject("prompt_tokens_details");
            json.WriteOptional("cached_tokens", usage.CachedInput);
            json.WriteOptional("cache_write_tokens", usage.CacheWrite);
            json.WriteOptional("audio_tokens", usage.AudioInput);
            json.WriteEndObject();
        }

        if ((usage.Reasoning ?? usage.AudioOutput) is not null)
        {
            json.WriteStartObject("completion_tokens_details");
            json.WriteOptional("reasoning_tokens", usage.Reasoning);
            json.WriteOptional("audio_tokens", usage.AudioOutput);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
