using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The inside of <c>usage</c>. Its clients count on both sums; what is not known of them is zero, and told as a loss.</summary>
internal static class UsageWriter
{
    public static void Write(Utf8JsonWriter json, TokenUsage? usage, LossList losses)
    {
        WriteSum(json, "input_tokens", usage?.Input is { } input ? Math.Max(0, input - (usage.CachedInput ?? 0) - (usage.CacheWrite ?? 0)) : null, losses);
        json.WriteOptional("cache_creation_input_tokens", usage?.CacheWrite);
        json.WriteOptional("cache_read_input_tokens", usage?.CachedInput);
        if (usage?.CacheWriteLong is { } lasting)
        {
            json.WriteStartObject("cache_creation");
            json.WriteNumber("ephemeral_5m_input_tokens", Math.Max(0, (usage.CacheWrite ?? lasting) - lasting));
            json.WriteNumber("ephemeral_1h_input_tokens", lasting);
            json.WriteEndObject();
        }

        WriteSum(json, "output_tokens", usage?.Output, losses);
        if (usage?.Reasoning is { } reasoning)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", reasoning);
            json.WriteEndObject();
        }
    }

    private static void WriteSum(Utf8JsonWriter json, string name, long? tokens, LossList losses)
    {
        if (tokens is null)
        {
            losses.Emulated($"usage.{name}", "not reported by the provider, written as zero");
        }

        json.WriteNumber(name, tokens ?? 0);
    }
}
