using Changeover.Gateway.Policy;
using Changeover.Keys.Limits;

namespace Changeover.Keys;

/// <summary>What is known of a virtual key. The key itself is known to its holder only.</summary>
public sealed record KeyEntry
{
    /// <summary><c>k_</c> and ten characters.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it was given to.</summary>
    public required string Owner { get; init; }

    /// <summary>Routes that it may use; null = every route.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>How much it may use, beside the rules of the configuration; null = nothing is said.</summary>
    public IReadOnlyList<Limit>? Limits { get; init; }

    /// <summary>What is registered of its holder, for rules of access.</summary>
    public CallerAttributes Attributes { get; init; } = CallerAttributes.Unknown;

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused, UTC; null = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, UTC; null = it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it is in force. Revocation goes before expiry.</summary>
    public KeyStatus StatusAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyStatus.Revoked : ExpiresAt <= now ? KeyStatus.Expired : KeyStatus.Valid;
}
