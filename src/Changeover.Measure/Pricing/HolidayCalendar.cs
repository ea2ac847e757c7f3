using System.Collections.Frozen;

namespace Changeover.Measure.Pricing;

/// <summary>Days that a price clock does not count as working days.</summary>
/// <param name="Name">As price rows name it.</param>
/// <param name="Days">The days, local.</param>
/// <param name="CoversTo">The last day that is known to be or not to be a holiday. Later days count as working days, which is the dearer reading.</param>
public sealed record HolidayCalendar(string Name, FrozenSet<DateOnly> Days, DateOnly CoversTo);
