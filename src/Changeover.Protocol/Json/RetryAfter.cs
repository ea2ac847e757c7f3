using System.Globalization;

namespace Changeover.Protocol.Json;

/// <summary>How long a provider asks to wait.</summary>
internal static class RetryAfter
{
    private const double MaxSeconds = 366 * 24 * 3600d;

    /// <summary>The header's two forms; null for anything else. A date that has passed is zero.</summary>
    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (FromSeconds(header) is { } wait)
        {
            return wait;
        }

        return DateTimeOffset.TryParseExact(
            header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks))
            : null;
    }

    /// <summary>Seconds, also with a fraction and with the unit that Google's durations carry (<c>"3.5s"</c>).</summary>
    public static TimeSpan? FromSeconds(string? text) =>
        double.TryParse(text.AsSpan().TrimEnd('s'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double seconds)
        && seconds is >= 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
