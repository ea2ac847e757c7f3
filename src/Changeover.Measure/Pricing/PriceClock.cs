using System.Collections.Immutable;

namespace Changeover.Measure.Pricing;

/// <summary>Times of day, on days of the week, by the clock of a place, that a price row is for.</summary>
/// <param name="Zone">Whose clock.</param>
/// <param name="Days">Days of the week.</param>
/// <param name="Hours">Spans of the day; each includes its beginning and not its end. An end of 00:00 is midnight.</param>
/// <param name="Holidays">Days that do not count; null = none.</param>
public sealed record PriceClock(TimeZoneInfo Zone, ImmutableArray<DayOfWeek> Days, ImmutableArray<ClockSpan> Hours, HolidayCalendar? Holidays)
{
    /// <summary>Whether the clock shows such a time.</summary>
    public bool Holds(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        if (!Days.Contains(local.DayOfWeek) || (Holidays?.Days.Contains(DateOnly.FromDateTime(local)) ?? false))
        {
            return false;
        }

        var time = TimeOnly.FromDateTime(local);
        foreach (var span in Hours)
        {
            if (span.Holds(time))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A span of the day.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included; 00:00 = midnight.</param>
public readonly record struct ClockSpan(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether both hold at some time.</summary>
    public bool Meets(ClockSpan other) => Holds(other.From) || other.Holds(From);

    internal bool Holds(TimeOnly time) => time >= From && (time < To || To == TimeOnly.MinValue);
}
