namespace Changeover.Keys.Limits;

/// <summary>Where windows begin and end, and into how many buckets they are cut.</summary>
internal static class Windows
{
    /// <summary>Buckets of a sliding window; one more is kept, because the oldest is only partly past.</summary>
    public const int Steps = 60;

    /// <summary>Length of a window that moves; not for months and for ever.</summary>
    public static TimeSpan Length(LimitWindow window) => window switch
    {
        LimitWindow.Second => TimeSpan.FromSeconds(1),
        LimitWindow.Minute => TimeSpan.FromMinutes(1),
        LimitWindow.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>The bucket that an instant falls into, and how many of the latest count.</summary>
    public static (long Bucket, int Kept) Bucket(CounterDefinition counter, DateTimeOffset at) =>
        counter.Shape == LimitShape.Sliding
            ? (at.UtcTicks / (Length(counter.Limit.Window).Ticks / Steps), Steps + 1)
            : (Start(counter.Limit.Window, at).Ticks, 1);

    /// <summary>The first bucket that is still worth keeping, for requests that came in a window that is just past, and how long after its last use a counter is; null = for ever.</summary>
    public static (long Oldest, TimeSpan? Unused) Keeping(CounterDefinition counter, DateTimeOffset at)
    {
        var (bucket, kept) = Bucket(counter, at);
        var window = counter.Limit.Window;
        return window switch
        {
            LimitWindow.Total => (0, null),
            LimitWindow.Month => (Start(window, at).AddMonths(-2).Ticks, TimeSpan.FromDays(93)),
            _ when counter.Shape == LimitShape.Sliding => (bucket - 2 * kept, 3 * Length(window)),
            _ => (bucket - 2 * Length(window).Ticks, 3 * Length(window)),
        };
    }

    /// <summary>How long the bucket of an instant goes on counting after <paramref name="now"/>; null = for ever.</summary>
    public static TimeSpan? Left(CounterDefinition counter, long bucket, DateTimeOffset now)
    {
        if (counter.Shape == LimitShape.Sliding)
        {
            return new TimeSpan((bucket + Steps + 1) * (Length(counter.Limit.Window).Ticks / Steps) - now.UtcTicks);
        }

        return End(counter.Limit.Window, new DateTime(bucket, DateTimeKind.Utc)) is { } end ? end - now.UtcDateTime : null;
    }

    /// <summary>When the fixed window of an instant began, UTC.</summary>
    public static DateTime Start(LimitWindow window, DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return window switch
        {
            LimitWindow.Total => DateTime.UnixEpoch,
            LimitWindow.Month => new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            _ => new DateTime(utc.Ticks - utc.Ticks % Length(window).Ticks, DateTimeKind.Utc),
        };
    }

    private static DateTime? End(LimitWindow window, DateTime start) => window switch
    {
        LimitWindow.Total => null,
        LimitWindow.Month => start.AddMonths(1),
        _ => start + Length(window),
    };
}
