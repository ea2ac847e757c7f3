using System.CommandLine;
using System.Globalization;
using Quantity = Changeover.Gateway.Snapshot.Options.Quantity;

namespace Changeover.Storage;

/// <summary>A point in time as an option takes it: a span from now (<c>1h</c>, <c>30d</c>) or a date (<c>2026-11-24</c>, <c>2026-11-24T08:00:00Z</c>; without zone it is UTC).</summary>
internal static class Moment
{
    /// <summary>An option whose span counts back from now.</summary>
    public static Option<DateTimeOffset?> Past(string name, string description, TimeProvider clock) => Create(name, description, clock, -1);

    /// <summary>An option whose span counts from now on.</summary>
    public static Option<DateTimeOffset?> Future(string name, string description, TimeProvider clock) => Create(name, description, clock, 1);

    private static Option<DateTimeOffset?> Create(string name, string description, TimeProvider clock, int direction) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            var now = clock.GetUtcNow();
            var moment = Parse(text, now, direction);
            if (direction > 0 && moment <= now)
                argument.AddError($"{name} {text} lies in the past.");
            else if (moment is null)
                argument.AddError($"{name} does not understand \"{text}\". Write a span such as 30m, 1h or 7d, or a date such as 2026-11-24 or 2026-11-24T08:00:00Z.");
            return moment;
        },
    };

    private static DateTimeOffset? Parse(string text, DateTimeOffset now, int direction)
    {
        if (Quantity.ParseDuration(text) is { } span)
            return span < now - DateTimeOffset.UnixEpoch ? now + direction * span : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;
    }
}
