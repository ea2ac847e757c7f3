namespace Changeover.Keys.Limits.Shared;

/// <summary>This node among those that share counters.</summary>
/// <param name="Id">That of its journal, so that whoever reads the journal of a node that was killed knows what it held.</param>
internal sealed record LimitNode(string Id);
