using System.Globalization;
using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot.Options;

namespace Changeover.Gateway.Snapshot;

/// <summary>How long the first content of an attempt may take before a second one begins: a percentile of what the target itself has taken lately (<c>p95</c>), or a fixed time (<c>800ms</c>).</summary>
/// <param name="Percentile">50 to 99; null = <paramref name="Fixed"/> holds.</param>
/// <param name="Fixed">null = <paramref name="Percentile"/> holds.</param>
public readonly partial record struct HedgeDelay(int? Percentile, TimeSpan? Fixed)
{
    /// <summary>What can be read.</summary>
    public const string Form = "Write a percentile from p50 to p99, or a time such as 800ms.";

    /// <summary>A pattern for what can be read.</summary>
    public const string Pattern = @"^(p[5-9][0-9]|[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d))$";

    /// <summary>null = not of this form, or no time at all.</summary>
    public static HedgeDelay? Parse(string text) => text.Trim() switch
    {
        ['p', .. var digits] percentile when Written().IsMatch(percentile) => new HedgeDelay(int.Parse(digits, CultureInfo.InvariantCulture), null),
        var time => Quantity.ParseDuration(time) is { Ticks: > 0 } span && span <= TimeSpan.FromHours(1) ? new HedgeDelay(null, span) : null,
    };

    /// <summary>As it is written.</summary>
    public override string ToString() => Fixed is { } time ? Quantity.Format(time) : string.Create(CultureInfo.InvariantCulture, $"p{Percentile}");

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
