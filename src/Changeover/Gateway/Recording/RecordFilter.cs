namespace Changeover.Gateway.Recording;

/// <summary>Which records to read; null = whatever.</summary>
public sealed record RecordFilter
{
    /// <summary>Arrived then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Arrived before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of this route.</summary>
    public string? Route { get; init; }

    /// <summary>Of this key, by its id.</summary>
    public string? KeyId { get; init; }

    /// <summary>HTTP status, bounds included.</summary>
    public (int From, int To)? Status { get; init; }

    /// <summary>Only those that ended with an error of ours or a status of 400 and above.</summary>
    public bool FailedOnly { get; init; }
}
