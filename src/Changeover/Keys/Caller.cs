using Changeover.Gateway.Policy;
using Changeover.Keys.Limits;

namespace Changeover.Keys;

/// <summary>Who calls, as far as a virtual key says it.</summary>
/// <param name="KeyId">Public id of the key (<c>k_…</c>); null = open loopback.</param>
/// <param name="Owner">null = open loopback.</param>
/// <param name="AllowedRoutes">null = every route.</param>
public sealed record Caller(string? KeyId, string? Owner, IReadOnlySet<string>? AllowedRoutes)
{
    /// <summary>What the key itself is allowed; null = nothing beyond the rules of the configuration.</summary>
    public LimitRuleConfig? Limits { get; init; }

    /// <summary>What the key says of its holder.</summary>
    public CallerAttributes Attributes { get; init; } = CallerAttributes.Unknown;

    /// <summary>Nobody in particular: loopback without keys.</summary>
    public static Caller Open { get; } = new(null, null, null);

    /// <summary>Whether this caller may use the route.</summary>
    public bool May(string route) => AllowedRoutes is null || AllowedRoutes.Contains(route);
}
