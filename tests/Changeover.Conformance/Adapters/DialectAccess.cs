namespace Changeover.Conformance.Adapters;

/// <summary>How a dialect's requests reach the sandboxes.</summary>
public sealed record DialectAccess
{
    /// <summary>The first sandbox only.</summary>
    public required Access Plain { get; init; }

    /// <summary>The first, and the second when the first fails before the client saw content.</summary>
    public required Access Fallback { get; init; }
}
