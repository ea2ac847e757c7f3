using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Keys.Limits;

namespace Changeover.Gateway.Snapshot.Options;

using static OptionTraits;

/// <summary>Options of one of the <c>limits</c>.</summary>
internal static class LimitOptions
{
    private static readonly ScalarKind<Limit> Limit = new(
        "limit",
        Keys.Limits.Limit.Form,
        static text => Keys.Limits.Limit.Parse(text) is { } limit ? new(limit) : new(default, $"{Quoting.Quote(text)} is no limit.", Keys.Limits.Limit.Form),
        static limit => limit.ToString(),
        static () => new JsonObject { ["type"] = "string", ["pattern"] = Keys.Limits.Limit.Pattern });

    /// <summary>All of them.</summary>
    public static OptionSet<LimitRuleConfig> All { get; } = new(new() { Allow = [] }, "How much money, requests, tokens and streams some callers may use. Every rule that concerns a request must have room for it.")
    {
        { "keys", new ListKind<string>(Kinds.Text, least: 1), static c => c.Keys, static (c, v) => c with { Keys = v }, "Ids of the keys that it concerns. Without it: all." },
        { "owners", new ListKind<string>(Kinds.Text, least: 1), static c => c.Owners, static (c, v) => c with { Owners = v }, "Owners of keys that it concerns. Without it: all." },
        { "routes", new ListKind<string>(Kinds.Text, least: 1), static c => c.Routes, static (c, v) => c with { Routes = v }, "Routes that it concerns. Without it: all." },
        { "per", Kinds.Choice<LimitScope>(), static c => c.Per, static (c, v) => c with { Per = v }, "Who shares one counter: each key, owner or route has its own, or all share one." },
        { "allow", new ListKind<Limit>(Limit, least: 1), static c => c.Allow, static (c, v) => c with { Allow = v }, "How much: `25 USD per month`, `600 requests per minute`, `2000000 tokens per day`, `8 streams`.", Required },
        { "shape", Kinds.Choice<LimitShape>(), static c => c.Shape, static (c, v) => c with { Shape = v }, "How windows of requests and tokens move: with the clock, or from one full minute, hour or day (UTC) to the next. Money goes by the calendar, UTC." },
        { "unpriced", Kinds.Choice<UnpricedRule>(), static c => c.Unpriced, static (c, v) => c with { Unpriced = v }, "What a budget does with a target whose price is unknown: pass it over, or let it through, counted as unpriced." },
        { "degraded", Kinds.Choice<DegradedRule>(), static c => c.Degraded, static (c, v) => c with { Degraded = v }, "What happens while `storage.redis` cannot be reached: `closed` refuses, `local` lets each node use its share by itself. Without it: money is closed, everything else local." },
    };
}
