using System.Globalization;
using System.Text.RegularExpressions;

namespace Changeover.Keys.Limits;

/// <summary>So much of something in a time, as people write it: <c>25 USD per month</c>, <c>600 requests per minute</c>, <c>2000000 tokens per day</c>, <c>8 streams</c>.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="Amount">The most; money in nano-units.</param>
/// <param name="Window">Over which time.</param>
/// <param name="Currency">ISO 4217 code; null unless it is money.</param>
public sealed partial record Limit(LimitUnit Unit, long Amount, LimitWindow Window, string? Currency = null)
{
    /// <summary>Nano-units of one unit of money.</summary>
    public const long Nano = 1_000_000_000;

    /// <summary>What can be read.</summary>
    public const string Form = "Write `25 USD per month` (day, month, total), `600 requests per minute`, `2000000 tokens per day` (second, minute, hour, day), or `8 streams`.";

    /// <summary>A pattern for what can be read; it allows some texts that <see cref="Parse"/> does not.</summary>
    public const string Pattern = @"^(?<amount>[0-9]{1,9}(\.[0-9]{1,9})?) (?<unit>requests?|tokens?|streams?|[A-Z]{3})( (per )?(?<window>second|minute|hour|day|month|total))?$";

    /// <summary>null = not of this form.</summary>
    public static Limit? Parse(string text)
    {
        var match = Written().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        var amount = decimal.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture);
        var window = match.Groups["window"].Success ? Enum.Parse<LimitWindow>(match.Groups["window"].ValueSpan, ignoreCase: true) : (LimitWindow?)null;
        return match.Groups["unit"].Value switch
        {
            "stream" or "streams" => window is null ? Counted(LimitUnit.Streams, amount, LimitWindow.Total) : null,
            "request" or "requests" => window is < LimitWindow.Month ? Counted(LimitUnit.Requests, amount, window.Value) : null,
            "token" or "tokens" => window is < LimitWindow.Month ? Counted(LimitUnit.Tokens, amount, window.Value) : null,
            var currency => window is >= LimitWindow.Day ? new Limit(LimitUnit.Money, (long)(amount * Nano), window.Value, currency) : null,
        };
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Unit switch
    {
        LimitUnit.Streams => string.Create(CultureInfo.InvariantCulture, $"{Amount} streams"),
        LimitUnit.Money => string.Create(CultureInfo.InvariantCulture, $"{AmountText} {Currency}{PerText}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Name(Unit)}{PerText}"),
    };

    /// <summary>What is counted, without how much of it is allowed: a limit that is raised goes on with what was used.</summary>
    internal string Kind => Unit == LimitUnit.Streams ? "streams" : $"{Currency ?? Name(Unit)}/{Name(Window)}";

    private string AmountText => ((decimal)Amount / Nano).ToString("0.#########", CultureInfo.InvariantCulture);

    private string PerText => Window == LimitWindow.Total ? " total" : $" per {Name(Window)}";

    private static Limit? Counted(LimitUnit unit, decimal amount, LimitWindow window) =>
        amount == decimal.Truncate(amount) ? new Limit(unit, (long)amount, window) : null;

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
