namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Something that one of two neutral values says and the other does not.</summary>
/// <param name="Path">As in <see cref="Fact"/>.</param>
/// <param name="Before">null = it was made up on the way.</param>
/// <param name="After">null = it is gone.</param>
internal sealed record Difference(string Path, string? Before, string? After);
