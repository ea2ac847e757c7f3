namespace Changeover.Tests.Protocol.Pairs;

/// <summary>One thing that a neutral value says.</summary>
/// <param name="Path">Where, in the words of the neutral form (<c>sampling.temperature</c>, <c>user.image</c>).</param>
/// <param name="Value">What, as text.</param>
internal sealed record Fact(string Path, string Value);
