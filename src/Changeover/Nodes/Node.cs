namespace Changeover.Nodes;

/// <summary>A gateway among those that share a database.</summary>
public sealed record Node
{
    /// <summary><c>n_</c> and ten characters, new with every start.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its machine.</summary>
    public required string Host { get; init; }

    /// <summary>Where it was told to listen.</summary>
    public required string Urls { get; init; }

    /// <summary>Of Changeover.</summary>
    public required string Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last said that it is there, UTC.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Hash of the configuration that it runs.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Whether the last configuration had faults there, so that an older one stands.</summary>
    public required bool ReloadFailed { get; init; }

    /// <summary>Whether it is there: it was seen within ten seconds.</summary>
    public bool IsAlive(DateTimeOffset now) => now - SeenAt < TimeSpan.FromSeconds(10);
}
