using Changeover.Gateway.Queueing;

namespace Changeover.Gateway.Snapshot;

/// <summary>A public model name and the targets that may answer it.</summary>
public sealed record RouteConfig
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<TargetConfig> Targets { get; init; }

    /// <summary>How candidates are ranked. Default <see cref="RouteStrategy.Order"/>.</summary>
    public RouteStrategy Strategy { get; init; } = RouteStrategy.Order;

    /// <summary>Retries at the same target before the next one.</summary>
    public RetryConfig Retry { get; init; } = new();

    /// <summary>How urgent its requests are. Default <see cref="Priority.Interactive"/>.</summary>
    public Priority Priority { get; init; } = Priority.Interactive;

    /// <summary>What happens when a target's upstream has no place. Default <see cref="FullRule.Next"/>.</summary>
    public FullRule WhenFull { get; init; } = FullRule.Next;

    /// <summary>A second attempt beside a late one. Default null: none.</summary>
    public HedgeConfig? Hedge { get; init; }

    /// <summary>Largest request body in bytes. Default null: the server's.</summary>
    public long? MaxBody { get; init; }

    /// <summary>Most tokens of one answer: a request that asks for more, or where it counts against a limit names no bound, gets this one. Default null: as the client says, and under a limit <see cref="LimitedOutput"/>.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The bound under a limit where neither client nor route names one: what nobody bounds cannot be reserved.</summary>
    public const int LimitedOutput = 8192;

    /// <summary>What is kept of bodies. Default <see cref="RecordBodies.None"/>.</summary>
    public RecordBodies Record { get; init; } = RecordBodies.None;

    /// <summary>Redaction rules for kept bodies: regular expressions whose matches become <c>[redacted]</c>. Default none.</summary>
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>Whether a content-filter refusal may go to the next target. Default false: a refusal is an answer.</summary>
    public bool FallBackOnContentFilter { get; init; }

    /// <summary>What happens when a target's dialect cannot carry something of the request. Default <see cref="LossRule.Report"/>.</summary>
    public LossRule OnLoss { get; init; } = LossRule.Report;

    /// <summary>A register in which a target must have a filing to be tried, such as <c>cn-generative-ai</c>. Default null: none.</summary>
    public string? Licensed { get; init; }

    /// <summary>Whether answers are given again. Default null: every request is sent.</summary>
    public CacheConfig? Cache { get; init; }

    /// <summary>Whether endpoints that Changeover does not know may be passed through to this route's first OpenAI-dialect target. Default false.</summary>
    public bool PassThrough { get; init; }
}

/// <summary>Upstream and model.</summary>
/// <param name="Upstream">Name in <see cref="ChangeoverConfig.Upstreams"/>.</param>
/// <param name="Model">The provider's own name of the model: what is sent.</param>
/// <param name="Weight">Share of traffic under <see cref="RouteStrategy.Weighted"/>. Default 1; 0 = only as a fallback.</param>
public sealed record TargetConfig(string Upstream, string Model, double Weight = 1)
{
    /// <summary><c>upstream/model</c>.</summary>
    public override string ToString() => $"{Upstream}/{Model}";
}

/// <summary>How candidates of a route are ranked.</summary>
public enum RouteStrategy
{
    /// <summary>As written.</summary>
    Order,

    /// <summary>Drawn by weight; the rest follow as fallbacks by weight.</summary>
    Weighted,

    /// <summary>Lowest recent time to first content first; a small share keeps measuring the others.</summary>
    Latency,
}

/// <summary>What happens when something of a request cannot be carried to a target.</summary>
public enum LossRule
{
    /// <summary>The request goes on without it; header and record tell.</summary>
    Report,

    /// <summary>The target is passed over; where no other can carry it, the client gets an error.</summary>
    Refuse,
}

/// <summary>What is kept of request and answer bodies.</summary>
public enum RecordBodies
{
    /// <summary>Nothing: metadata only.</summary>
    None,

    /// <summary>Both bodies, redacted by the route's rules.</summary>
    Bodies,
}
