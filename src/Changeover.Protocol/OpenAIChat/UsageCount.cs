using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A usage object being read, in any provider's words: later figures replace earlier ones, absent ones leave them.</summary>
internal struct UsageCount
{
    private long? _input;
    private long? _output;
    private long? _cached;
    private long? _missed;
    private long? _cacheWrite;
    private long? _reasoning;
    private long? _audioInput;
    private long? _audioOutput;

    public bool IsKnown { get; private set; }

    public readonly TokenUsage? ToUsage() => !IsKnown ? null : new TokenUsage
    {
        Input = _input ?? (_missed is { } missed ? missed + (_cached ?? 0) : null),
        Output = _output,
        CachedInput = _cached,
        CacheWrite = _cacheWrite,
        Reasoning = _reasoning,
        AudioInput = _audioInput,
        AudioOutput = _audioOutput,
    };

    /// <summary>Reads the value under the reader; anything but an object is skipped.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        IsKnown = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("prompt_tokens"u8) || json.Is("input_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _input);
            }
            else if (json.Is("completion_tokens"u8) || json.Is("output_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _output);
            }
            else if (json.Is("prompt_tokens_details"u8) || json.Is("input_tokens_details"u8))
            {
                ReadInputDetails(ref json);
            }
            else if (json.Is("completion_tokens_details"u8) || json.Is("output_tokens_details"u8))
            {
                ReadOutputDetails(ref json);
            }
            else if (json.Is("cached_tokens"u8) || json.Is("prompt_cache_hit_tokens"u8))
            {
                // Moonshot; DeepSeek (seen 2026-11).
                JsonText.SetCount(ref json, ref _cached);
            }
            else if (json.Is("prompt_cache_miss_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _missed);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    private void ReadInputDetails(ref Utf8JsonReader json)
    {
        if (!Enter(ref json))
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("cached_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _cached);
            }
            else if (json.Is("cache_write_tokens"u8) || json.Is("cache_creation_input_tokens"u8))
            {
                // OpenAI; DashScope (seen 2026-11).
                JsonText.SetCount(ref json, ref _cacheWrite);
            }
            else if (json.Is("audio_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _audioInput);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    private void ReadOutputDetails(ref Utf8JsonReader json)
    {
        if (!Enter(ref json))
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("reasoning_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _reasoning);
            }
            else if (json.Is("audio_tokens"u8))
            {
                JsonText.SetCount(ref json, ref _audioOutput);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    private static bool Enter(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        json.Skip();
        return false;
    }
}
