namespace Changeover.Measure.Pricing;

/// <summary>What a provider bills of one call, in classes that do not overlap: no token stands in two of them. null = not reported; then it counts as none, except <see cref="Input"/> and <see cref="Output"/>, without which nothing is priced.</summary>
public readonly record struct BilledUsage()
{
    /// <summary>Most that one class can hold.</summary>
    public const long Most = 1_000_000_000_000;

    /// <summary>Prompt tokens that came neither from a cache nor went into one, and are not sound.</summary>
    public long? Input { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Prompt tokens written to the provider's cache for minutes.</summary>
    public long? CacheWrite { get; init; }

    /// <summary>Prompt tokens written to the provider's cache for an hour.</summary>
    public long? CacheWriteLong { get; init; }

    /// <summary>Prompt tokens of sound.</summary>
    public long? AudioInput { get; init; }

    /// <summary>Generated tokens that are neither reasoning nor sound.</summary>
    public long? Output { get; init; }

    /// <summary>Generated tokens of reasoning.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Generated tokens of sound.</summary>
    public long? AudioOutput { get; init; }

    /// <summary>Pictures made.</summary>
    public long? Images { get; init; }

    /// <summary>Searches and other calls of the provider's own tools.</summary>
    public long? Searches { get; init; }

    /// <summary>Calls that a fee per request is due for.</summary>
    public long Requests { get; init; } = 1;

    /// <summary>All prompt tokens: what context tiers go by.</summary>
    public long AllInput => (Input ?? 0) + (CacheRead ?? 0) + (CacheWrite ?? 0) + (CacheWriteLong ?? 0) + (AudioInput ?? 0);

    /// <summary>All generated tokens.</summary>
    public long AllOutput => (Output ?? 0) + (Reasoning ?? 0) + (AudioOutput ?? 0);

    /// <summary>Whether every count is one that a call can have: an upstream may say anything, and a negative count must not lower a sum.</summary>
    internal bool IsPlausible =>
        Plausible(Input) && Plausible(CacheRead) && Plausible(CacheWrite) && Plausible(CacheWriteLong) && Plausible(AudioInput)
        && Plausible(Output) && Plausible(Reasoning) && Plausible(AudioOutput) && Plausible(Images) && Plausible(Searches) && Plausible(Requests);

    /// <summary>Both together. A class that neither reported stays unreported.</summary>
    public static BilledUsage operator +(BilledUsage left, BilledUsage right) => new()
    {
        Input = Sum(left.Input, right.Input),
        CacheRead = Sum(left.CacheRead, right.CacheRead),
        CacheWrite = Sum(left.CacheWrite, right.CacheWrite),
        CacheWriteLong = Sum(left.CacheWriteLong, right.CacheWriteLong),
        AudioInput = Sum(left.AudioInput, right.AudioInput),
        Output = Sum(left.Output, right.Output),
        Reasoning = Sum(left.Reasoning, right.Reasoning),
        AudioOutput = Sum(left.AudioOutput, right.AudioOutput),
        Images = Sum(left.Images, right.Images),
        Searches = Sum(left.Searches, right.Searches),
        Requests = left.Requests + right.Requests,
    };

    private static bool Plausible(long? count) => count is null or (>= 0 and <= Most);

    private static long? Sum(long? left, long? right) => left is null ? right : right is null ? left : left + right;
}
