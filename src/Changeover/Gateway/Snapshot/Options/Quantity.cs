using System.Globalization;
using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>Durations and sizes as people write them: a number and a unit.</summary>
internal static partial class Quantity
{
    public const string DurationForm = "Write a number and a unit: 200ms, 5s, 10m, 1h or 30d.";
    public const string SizeForm = "Write a number and a unit: 64KB, 32MiB or 2GiB.";
    public const string DurationPattern = @"^[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d)$";
    public const string SizePattern = @"^[0-9]{1,9}(\.[0-9]{1,6})?(B|[KMGT]B|[KMGT]iB)$";

    // Largest first: a value is shown in the largest unit that divides it.
    private static readonly (string Unit, long Ticks)[] Durations =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    private static readonly (string Unit, long Bytes)[] Sizes =
    [
        ("TiB", 1L << 40), ("TB", 1_000_000_000_000), ("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000), ("KiB", 1L << 10), ("KB", 1000), ("B", 1),
    ];

    /// <summary>null = not of this form.</summary>
    public static TimeSpan? ParseDuration(string text) => Parse(DurationText(), text, Durations) is { } ticks ? new TimeSpan(ticks) : null;

    /// <summary>null = not of this form.</summary>
    public static long? ParseSize(string text) => Parse(SizeText(), text, Sizes);

    /// <summary>The form that <see cref="ParseDuration"/> reads.</summary>
    public static string Format(TimeSpan value) => value == TimeSpan.Zero ? "0s" : Format(value.Ticks, Durations);

    /// <summary>The form that <see cref="ParseSize"/> reads.</summary>
    public static string Format(long bytes) => bytes == 0 ? "0B" : Format(bytes, Sizes);

    private static long? Parse(Regex form, string text, (string Unit, long Factor)[] units)
    {
        text = text.Trim();
        if (!form.IsMatch(text))
        {
            return null;
        }

        var digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var factor = units.First(pair => pair.Unit == text[digits..]).Factor;
        var amount = decimal.Parse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * factor;
        return amount <= long.MaxValue ? (long)amount : null;
    }

    private static string Format(long amount, (string Unit, long Factor)[] units)
    {
        var (unit, factor) = units.FirstOrDefault(pair => amount % pair.Factor == 0, units[^1]);
        return ((decimal)amount / factor).ToString(CultureInfo.InvariantCulture) + unit;
    }

    [GeneratedRegex(DurationPattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DurationText();

    [GeneratedRegex(SizePattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SizeText();
}
