namespace Changeover.Nodes;

/// <summary>A node as <c>--json</c> writes it.</summary>
/// <param name="Node">What it says of itself.</param>
/// <param name="Alive">Whether it is there.</param>
internal sealed record NodeListing(Node Node, bool Alive);
