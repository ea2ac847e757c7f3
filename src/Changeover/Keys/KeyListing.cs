using Changeover.Gateway.Policy;

namespace Changeover.Keys;

/// <summary>A key as <c>--json</c> writes it.</summary>
internal sealed record KeyListing
{
    /// <summary>Public id.</summary>
    public required string Id { get; init; }

    /// <summary>The key itself: only in the answer to its making.</summary>
    public string? Key { get; init; }

    /// <summary>Whom it was given to.</summary>
    public required string Owner { get; init; }

    /// <summary><c>valid</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required string Status { get; init; }

    /// <summary>null = every route.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>How much it may use; null = nothing is said.</summary>
    public IReadOnlyList<string>? Limits { get; init; }

    /// <summary>What is registered of its holder; null = nothing.</summary>
    public CallerAttributes? Attributes { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>UTC; null = it is not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The id; never the key.</summary>
    public override string ToString() => Id;

    /// <summary>From what is known of a key.</summary>
    public static KeyListing Of(KeyEntry entry, DateTimeOffset now) => new()
    {
        Id = entry.Id,
        Owner = entry.Owner,
        Status = entry.StatusAt(now).ToString().ToLowerInvariant(),
        Routes = entry.Routes,
        Limits = entry.Limits?.Select(limit => limit.ToString()).ToList(),
        Attributes = entry.Attributes == CallerAttributes.Unknown ? null : entry.Attributes,
        CreatedAt = entry.CreatedAt,
        ExpiresAt = entry.ExpiresAt,
        RevokedAt = entry.RevokedAt,
    };
}
