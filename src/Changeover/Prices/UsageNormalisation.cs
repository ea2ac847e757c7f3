using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;

namespace Changeover.Prices;

/// <summary>
/// Splits what was reported into classes that do not overlap. The codecs have already undone what differs between providers: OpenAI's and
/// Gemini's prompt count includes the cached tokens, Anthropic's does not, DeepSeek counts hits and misses, Gemini counts thoughts apart.
/// In <see cref="TokenUsage"/> the whole always includes its parts; where a provider's parts are more than the whole, the parts are cut:
/// first sound, then what went into the cache, then what came from it, so that no token is billed twice.
/// </summary>
internal static class UsageNormalisation
{
    /// <summary>The billed classes. null = nothing was reported.</summary>
    public static BilledUsage Billed(TokenUsage? usage)
    {
        if (usage is null)
        {
            return new BilledUsage();
        }

        var input = usage.Input;
        var cacheRead = Take(ref input, usage.CachedInput);
        var cacheWrite = Take(ref input, usage.CacheWrite);
        var cacheWriteLong = Take(ref cacheWrite, usage.CacheWriteLong);
        var audioInput = Take(ref input, usage.AudioInput);
        var output = usage.Output;
        var reasoning = Take(ref output, usage.Reasoning);
        var audioOutput = Take(ref output, usage.AudioOutput);
        return new BilledUsage
        {
            Input = input,
            CacheRead = cacheRead,
            CacheWrite = cacheWrite,
            CacheWriteLong = cacheWriteLong,
            AudioInput = audioInput,
            Output = output,
            Reasoning = reasoning,
            AudioOutput = audioOutput,
        };
    }

    /// <summary>Takes a part out of the whole, at most what is left of it. A negative part stays as it is: it is no count, and is refused.</summary>
    private static long? Take(ref long? whole, long? part)
    {
        if (part is not > 0 || whole is null)
        {
            return part;
        }

        var taken = Math.Min(part.Value, Math.Max(whole.Value, 0));
        whole -= taken;
        return taken;
    }
}
