namespace Changeover.Storage;

/// <summary>Times as the tables hold them: whole microseconds since 1970, UTC.</summary>
internal static class UnixTime
{
    /// <summary>To a column.</summary>
    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>To a column; null is NULL.</summary>
    public static long? Microseconds(DateTimeOffset? time) => time is { } known ? Microseconds(known) : null;

    /// <summary>From a column.</summary>
    public static DateTimeOffset FromMicroseconds(long value) => DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond);
}
