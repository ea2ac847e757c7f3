using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A usage object being read: later figures replace earlier ones, absent ones leave them. The dialect counts cached input apart; the neutral form does not.</summary>
internal struct UsageReader
{
    private long? _input;
    private long? _cacheRead;
    private long? _cacheWrite;
    private long? _shortWrite;
    private long? _longWrite;
    private long? _output;
    private long? _thinking;

    /// <summary>null when nothing was reported.</summary>
    public readonly TokenUsage? ToUsage()
    {
        long? cacheWrite = _cacheWrite ?? (_shortWrite is null ? _longWrite : _shortWrite + (_longWrite ?? 0));
        return (_input ?? _output) is null ? null : new TokenUsage
        {
            Input = _input is null ? null : _input + (_cacheRead ?? 0) + (cacheWrite ?? 0),
            Output = _output,
            CachedInput = _cacheRead,
            CacheWrite = cacheWrite,
            CacheWriteLong = _longWrite,
            Reasoning = _thinking,
        };
    }

    public void Read(JsonFields? usage)
    {
        if (usage is null)
        {
            return;
        }

        Set(ref _input, usage, "input_tokens");
        Set(ref _cacheRead, usage, "cache_read_input_tokens");
        Set(ref _cacheWrite, usage, "cache_creation_input_tokens");
        Set(ref _output, usage, "output_tokens");
        if (usage.Inside("cache_creation") is { } byLifetime)
        {
            Set(ref _shortWrite, byLifetime, "ephemeral_5m_input_tokens");
            Set(ref _longWrite, byLifetime, "ephemeral_1h_input_tokens");
        }

        if (usage.Inside("output_tokens_details") is { } details)
        {
            Set(ref _thinking, details, "thinking_tokens");
        }
    }

    private static void Set(ref long? figure, JsonFields fields, string name) => figure = fields.Integer(name, 0, long.MaxValue / 4) ?? figure;
}
