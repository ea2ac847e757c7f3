using Changeover.Providers;

namespace Changeover.Gateway.Snapshot.Options;

using static OptionTraits;

/// <summary>Options of one of the <c>upstreams</c>.</summary>
internal static class UpstreamOptions
{
    /// <summary>Regular expression of a header's name (RFC 9110, section 5.6.2).</summary>
    private const string HeaderName = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";

    /// <summary>Regular expression of a query parameter's name.</summary>
    private const string ParameterName = "^[A-Za-z0-9._~-]+$";

    private static readonly OptionSet<TimeoutConfig> Timeouts = new(new(), "The three clocks of an attempt. There is no total timeout: a long answer that keeps coming is fine.")
    {
        { "connect", Kinds.Duration("10ms", "5m"), static c => c.Connect, static (c, v) => c with { Connect = v }, "For TCP and TLS." },
        { "first_content", Kinds.Duration("10ms", "1h"), static c => c.FirstContent, static (c, v) => c with { FirstContent = v }, "From the request's last byte to the first content of a stream, or to the whole buffered body." },
        { "idle", Kinds.Duration("10ms", "1h"), static c => c.Idle, static (c, v) => c with { Idle = v }, "Longest silence inside an answer." },
    };

    private static readonly OptionSet<OutlierConfig> Outliers = new(new(), "When a target is so far from the others of its route that it is set aside: it is then tried last, and the record names it under `set_aside`. They are compared once a second, where something is known of them. Written at all (`outliers: {}`), it is on.")
    {
        { "at_least", Kinds.Whole(1, 10_000), static c => c.AtLeast, static (c, v) => c with { AtLeast = v }, "Attempts within the breaker's `window` that must be known of the target, and of a peer for it to count." },
        { "failures_above", Kinds.Number(0.01, 1), static c => c.FailuresAbove, static (c, v) => c with { FailuresAbove = v }, "By how much its share of failures must be above the median of its peers'." },
        { "times_slower", Kinds.Number(1, 1000), static c => c.TimesSlower, static (c, v) => c with { TimesSlower = v }, "How many times the median of its peers' medians its own median time to first content must be." },
        { "eject_for", Kinds.Duration("1s", "5m"), static c => c.EjectFor, static (c, v) => c with { EjectFor = v }, "How long at first; twice as long the second time in a row, and so on, up to 5 minutes." },
        { "at_most", Kinds.Number(0, 1), static c => c.AtMost, static (c, v) => c with { AtMost = v }, "Largest share of a route's targets that are set aside together. One always stays." },
    };

    private static readonly OptionSet<BreakerConfig> Breaker = new(new(), "When the circuit of a target opens, and for how long.")
    {
        { "failures", Kinds.Whole(1, 10_000), static c => c.Failures, static (c, v) => c with { Failures = v }, "Failures within `window` that open it." },
        { "failure_ratio", Kinds.Number(0, 1), static c => c.FailureRatio, static (c, v) => c with { FailureRatio = v }, "Share of the attempts within `window` that must have failed." },
        { "window", Kinds.Duration("1s", "1h"), static c => c.Window, static (c, v) => c with { Window = v }, "How far back attempts count." },
        { "open_for", Kinds.Duration("100ms", "1h"), static c => c.OpenFor, static (c, v) => c with { OpenFor = v }, "How long it stays open before one probe is let through; doubles with each failed probe, up to 5 minutes." },
        { "outliers", Outliers, static c => c.Outliers, static (c, v) => c with { Outliers = v }, "When a target is set aside because it is far from the others of its route. Without it: never." },
        { "quarantine_for", Kinds.Duration("1s", "7d"), static c => c.QuarantineFor, static (c, v) => c with { QuarantineFor = v }, "How long a target stays out after a region block, an empty account or a refused credential." },
    };

    private static readonly OptionSet<QueueConfig> Queue = new(new(), "Who may wait for a place where `concurrency` is reached: interactive requests before batch, one owner after the other. Only where no other target of the route has a place does a request wait, unless the route says `when_full: wait`.")
    {
        { "length", Kinds.Whole(0, 100_000), static c => c.Length, static (c, v) => c with { Length = v }, "Requests that may wait." },
        { "deadline", Kinds.Duration("0s", "10m"), static c => c.Deadline, static (c, v) => c with { Deadline = v }, "Longest wait for a place, or for what comes of the probe of a target that had rested. Then the client gets a refusal with `Retry-After`." },
    };

    private static readonly OptionSet<EmbeddedConfig> Embedded = new(new(), "For the provider `embedded` only: how the model runs.")
    {
        { "folder", Kinds.Text, static c => c.Folder, static (c, v) => c with { Folder = v }, "Folder of the model. Without it the target's model name is looked up among pulled models; `demo` is the shipped one." },
        { "slots", Kinds.Whole(1, 256), static c => c.Slots, static (c, v) => c with { Slots = v }, "Requests decoded together." },
        { "queue_length", Kinds.Whole(0, 100_000), static c => c.QueueLength, static (c, v) => c with { QueueLength = v }, "Requests that may wait for a slot." },
        { "queue_deadline", Kinds.Duration("0s", "10m"), static c => c.QueueDeadline, static (c, v) => c with { QueueDeadline = v }, "Longest wait for a slot." },
        { "threads", Kinds.Whole(1, 1024), static c => c.Threads, static (c, v) => c with { Threads = v }, "Compute threads. Without it: cores − 1." },
    };

    /// <summary>All of them.</summary>
    public static OptionSet<UpstreamConfig> All { get; } = new(new() { Provider = "" }, "A connection to a provider. Names hold letters, digits, `.`, `_` and `-`.")
    {
        { "provider", Kinds.ProviderName, static c => c.Provider, static (c, v) => c with { Provider = v }, $"Who serves the model: {string.Join(", ", ProviderRegistry.All.Select(provider => $"`{provider.Name}`"))}.", Required },
        { "base_url", Kinds.Url, static c => c.BaseUrl, static (c, v) => c with { BaseUrl = v }, "Address up to and including the version segment. Without it: the provider's own, where it has one." },
        { "credential", Kinds.Credential, static c => c.Credential, static (c, v) => c with { Credential = v }, "Where the key is: `${ENV_NAME}` or `file:/absolute/path`, never the key itself." },
        { "region", Kinds.Text, static c => c.Region, static (c, v) => c with { Region = v }, "Where the upstream runs, free text; shown in records." },
        { "headers", new MapKind<string>(Kinds.Text, "headers", HeaderName, StringComparer.OrdinalIgnoreCase), static c => c.Headers, static (c, v) => c with { Headers = v }, "Headers added to every request. Values may hold `${ENV_NAME}` or be `file:/absolute/path`." },
        { "query", new MapKind<string>(Kinds.Text, "query parameters", ParameterName, StringComparer.Ordinal), static c => c.Query, static (c, v) => c with { Query = v }, "Query parameters added to every request, for example Azure's `api-version`." },
        { "timeouts", Timeouts, static c => c.Timeouts, static (c, v) => c with { Timeouts = v }, "The three clocks of an attempt." },
        { "breaker", Breaker, static c => c.Breaker, static (c, v) => c with { Breaker = v }, "When the circuit of a target opens." },
        { "concurrency", Kinds.Whole(1, 100_000), static c => c.Concurrency, static (c, v) => c with { Concurrency = v }, "Attempts that may run at one time. Without it: any number." },
        { "queue", Queue, static c => c.Queue, static (c, v) => c with { Queue = v }, "Who may wait for a place." },
        { "http11", Kinds.Switch, static c => c.Http11, static (c, v) => c with { Http11 = v }, "Speak HTTP/1.1 only. Otherwise HTTP/2 where TLS negotiates it." },
        { "embedded", Embedded, static c => c.Embedded, static (c, v) => c with { Embedded = v }, "How the embedded model runs." },
    };
}
