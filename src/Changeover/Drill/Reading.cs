namespace Changeover.Drill;

/// <summary>What one client saw of one request.</summary>
public sealed record Reading
{
    /// <summary>From the first request of the drill to this one.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>The client's dialect.</summary>
    public required string Dialect { get; init; }

    /// <summary>The model that was asked for.</summary>
    public required string Route { get; init; }

    /// <summary>HTTP status; 0 = none came.</summary>
    public int Status { get; init; }

    /// <summary><c>upstream/model</c> that answered; null = none did.</summary>
    public string? Target { get; init; }

    /// <summary>What was lost in translation: paths and kinds, as the header has them; null = nothing.</summary>
    public string? Loss { get; init; }

    /// <summary>Why it failed for the client; null = a whole answer.</summary>
    public string? Failure { get; init; }

    /// <summary>To the first byte of the answer's body; null = none came.</summary>
    public TimeSpan? FirstByte { get; init; }
}
