namespace Changeover.Access;

/// <summary>Turns what a clock on a wall shows into an instant.</summary>
internal static class ZoneClock
{
    /// <summary>The first instant at which the clock shows at least this time: of two the earlier, and where clocks were put forward over it, the moment of the jump.</summary>
    public static DateTimeOffset FirstInstantOf(DateTime shown, TimeZoneInfo zone)
    {
        shown = DateTime.SpecifyKind(shown, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(shown))
        {
            // The gap's begin is sought back from within it: every jump ever made was at a full minute.
            var begin = shown.AddTicks(-(shown.Ticks % TimeSpan.TicksPerMinute));
            while (zone.IsInvalidTime(begin))
            {
                begin = begin.AddMinutes(-1);
            }

            return new DateTimeOffset(begin, zone.GetUtcOffset(begin)).AddMinutes(1).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        return new DateTimeOffset(shown, offset).ToUniversalTime();
    }
}
