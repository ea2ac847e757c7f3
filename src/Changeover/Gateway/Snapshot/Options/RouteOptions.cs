using Changeover.Gateway.Queueing;

namespace Changeover.Gateway.Snapshot.Options;

using static OptionTraits;

/// <summary>Options of one of the <c>routes</c>.</summary>
internal static class RouteOptions
{
    private static readonly OptionSet<RetryConfig> Retry = new(new(), "Retries at the same target, before the first byte reached the client.")
    {
        { "attempts", Kinds.Whole(1, 10), static c => c.Attempts, static (c, v) => c with { Attempts = v }, "Tries at one target, the first included." },
        { "backoff", Kinds.Duration("0s", "1m"), static c => c.Backoff, static (c, v) => c with { Backoff = v }, "First pause; it doubles each time, with full jitter." },
        { "max_backoff", Kinds.Duration("0s", "10m"), static c => c.MaxBackoff, static (c, v) => c with { MaxBackoff = v }, "Longest pause. A provider that asks for a longer one is left for the next target at once." },
    };

    private static readonly OptionSet<CacheConfig> Cache = new(new(), "The same answer to the same request of the same key. Requests without a key are always sent.")
    {
        { "for", Kinds.Duration("1s", "30d"), static c => c.For, static (c, v) => c with { For = v }, "How long an answer may be given again.", Required },
        { "max_answer", Kinds.Size("1KiB", "64MiB"), static c => c.MaxAnswer, static (c, v) => c with { MaxAnswer = v }, "Longest answer that is kept." },
    };

    /// <summary>All of them.</summary>
    public static OptionSet<RouteConfig> All { get; } = new(new() { Targets = [] }, "A model name that clients send. Names may hold anything but white space and a leading slash.")
    {
        { "targets", new ListKind<TargetConfig>(new TargetKind(), least: 1), static c => c.Targets, static (c, v) => c with { Targets = v }, "Who may answer, each once.", Required },
        { "strategy", Kinds.Choice<RouteStrategy>(), static c => c.Strategy, static (c, v) => c with { Strategy = v }, "How targets are ranked: as written, drawn by weight, or fastest first content first." },
        { "retry", Retry, static c => c.Retry, static (c, v) => c with { Retry = v }, "Retries at the same target before the next one." },
        { "priority", Kinds.Choice<Priority>(), static c => c.Priority, static (c, v) => c with { Priority = v }, $"Who goes first where an upstream's places are taken; while both wait, one place of {PlaceQueue.BatchTurn} is for batch. A client may lower it by the header `x-changeover-priority: batch`." },
        { "when_full", Kinds.Choice<FullRule>(), static c => c.WhenFull, static (c, v) => c with { WhenFull = v }, "What happens when the places of a target's upstream are taken: the `next` target is asked, and only where none has a place does the request wait, or it may `wait` for this one first." },
        { "hedge", HedgeOptions.All, static c => c.Hedge, static (c, v) => c with { Hedge = v }, "A second attempt at the next target, where the first is late. Without it: none." },
        { "max_body", Kinds.Size("1KiB", "1GiB"), static c => c.MaxBody, static (c, v) => c with { MaxBody = v }, "Largest request body. Without it: the server's." },
        { "max_output", Kinds.Whole(1, 10_000_000), static c => c.MaxOutput, static (c, v) => c with { MaxOutput = v }, "Most tokens of one answer: a request that asks for more gets this bound, and so does one without any bound. Without it: as the client says; under a limit of money or tokens a request without any bound gets 8192." },
        { "record", Kinds.Choice<RecordBodies>(), static c => c.Record, static (c, v) => c with { Record = v }, "What is kept of request and answer bodies beside the metadata." },
        { "redact", new ListKind<string>(Kinds.Text), static c => c.Redact, static (c, v) => c with { Redact = v }, "Regular expressions whose matches become `[redacted]` in kept bodies; neither look-around nor back references, so that matching takes linear time." },
        { "fall_back_on_content_filter", Kinds.Switch, static c => c.FallBackOnContentFilter, static (c, v) => c with { FallBackOnContentFilter = v }, "Whether a content-filter refusal goes to the next target. Otherwise a refusal is an answer." },
        { "on_loss", Kinds.Choice<LossRule>(), static c => c.OnLoss, static (c, v) => c with { OnLoss = v }, "What happens when a target's dialect cannot carry something of the request: `report` it in the header `x-changeover-loss` and in the record, or `refuse` the target." },
        { "licensed", Kinds.Text, static c => c.Licensed, static (c, v) => c with { Licensed = v }, "A register, such as `cn-generative-ai`: a target that no filing in it under `access.filings` covers is never tried, and the answer names model and number. Without it: none." },
        { "cache", Cache, static c => c.Cache, static (c, v) => c with { Cache = v }, "Give the same answer to the same request of the same key, at no cost. Without it every request is sent." },
        { "pass_through", Kinds.Switch, static c => c.PassThrough, static (c, v) => c with { PassThrough = v }, "Whether endpoints that Changeover does not know are passed to the route's first OpenAI-dialect target." },
    };
}
