namespace Changeover.Keys.Limits;

/// <summary>What a limit does while the counters that nodes share cannot be reached.</summary>
public enum DegradedRule
{
    /// <summary>Requests that it concerns are refused.</summary>
    Closed,

    /// <summary>Each node counts for itself, up to its share: the limit divided by the nodes that were there.</summary>
    Local,
}
