namespace Changeover.Gateway.Snapshot;

/// <summary>Who may wait for a place at an upstream, and for how long.</summary>
public sealed record QueueConfig
{
    /// <summary>Requests that may wait. Default 100.</summary>
    public int Length { get; init; } = 100;

    /// <summary>Longest wait for a place, or for what comes of the probe of a target that had rested. Default 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>What happens when a target's upstream has no place.</summary>
public enum FullRule
{
    /// <summary>The next target is asked; only where none has a place does a request wait.</summary>
    Next,

    /// <summary>The request waits for a place at this one, and is then passed on.</summary>
    Wait,
}
