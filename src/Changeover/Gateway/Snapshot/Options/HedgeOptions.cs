using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>Options of <c>hedge</c> of a route.</summary>
internal static class HedgeOptions
{
    private static readonly ScalarKind<HedgeDelay> Delay = new(
        "percentile or duration",
        HedgeDelay.Form,
        static text => HedgeDelay.Parse(text) is { } delay ? new(delay) : new(default, $"{Quoting.Quote(text)} is neither.", HedgeDelay.Form),
        static value => value.ToString(),
        static () => new JsonObject { ["type"] = "string", ["pattern"] = HedgeDelay.Pattern });

    private static readonly ScalarKind<MoneyAmount> Money = new(
        "amount of money",
        MoneyAmount.Form,
        static text => MoneyAmount.Parse(text) is { } amount ? new(amount) : new(default, $"{Quoting.Quote(text)} is no amount of money.", MoneyAmount.Form),
        static value => value.ToString(),
        static () => new JsonObject { ["type"] = "string", ["pattern"] = MoneyAmount.Pattern });

    /// <summary>All of them.</summary>
    public static OptionSet<HedgeConfig> All { get; } = new(new(), "A second attempt at the next target, where the first is late with its first content. Whoever has content first answers; the other is cancelled, and its cost booked. Written at all (`hedge: {}`), it is on.")
    {
        { "after", Delay, static c => c.After, static (c, v) => c with { After = v }, $"How late: a percentile of the target's own recent times to first content (`p50` to `p99`; nothing is hedged while there are fewer than {Resilience.FirstContentTimes.Least} of them), or a time such as `800ms`." },
        { "max_cost", Money, static c => c.MaxCost, static (c, v) => c with { MaxCost = v }, "The most that the second attempt may cost at worst, such as `0.01 USD`. Where that is not known, because the price or the longest answer is not, nothing is hedged." },
        { "at_most", Kinds.Number(0.001, 1), static c => c.AtMost, static (c, v) => c with { AtMost = v }, $"Share of the route's requests that may be hedged; {Hedging.Hedge.Saved} can be saved up." },
    };
}
