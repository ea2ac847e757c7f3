using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Changeover.Keys.Limits;

namespace Changeover.Gateway.Snapshot;

/// <summary>The compiled configuration: immutable, swapped as one. A request reads one snapshot and never sees half a reload.</summary>
public sealed record GatewaySnapshot
{
    /// <summary>First 12 hex digits of the SHA-256 of the normalised configuration; credentials are in it only as references.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>What it was compiled from.</summary>
    public required ChangeoverConfig Config { get; init; }

    /// <summary>Every configured connection, by name.</summary>
    public FrozenDictionary<string, UpstreamModel> Upstreams { get; init; } = FrozenDictionary<string, UpstreamModel>.Empty;

    /// <summary>Budgets and rate limits.</summary>
    public LimitBook Limits { get; init; } = LimitBook.Empty;

    /// <summary>By public model name.</summary>
    public required FrozenDictionary<string, RouteModel> Routes { get; init; }
}

/// <summary>A route as it runs.</summary>
/// <param name="Name">Public model name.</param>
/// <param name="Config">As written.</param>
/// <param name="Targets">In the written order.</param>
/// <param name="MaxBody">Largest request body in bytes.</param>
public sealed record RouteModel(string Name, RouteConfig Config, IReadOnlyList<TargetModel> Targets, long MaxBody)
{
    /// <summary>The route's redaction rules, compiled. One that runs out of time throws <see cref="RegexMatchTimeoutException"/>: the body must then not be kept.</summary>
    public IReadOnlyList<Regex> Redact { get; init; } = [];
}

/// <summary>Upstream and model as they run.</summary>
/// <param name="Upstream">The connection.</param>
/// <param name="RequestModel">What is sent as model.</param>
/// <param name="Weight">Share under the weighted strategy.</param>
public sealed record TargetModel(UpstreamModel Upstream, string RequestModel, double Weight)
{
    /// <summary><c>upstream/model</c>.</summary>
    public override string ToString() => $"{Upstream.Name}/{RequestModel}";
}
