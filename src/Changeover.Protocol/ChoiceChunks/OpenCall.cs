namespace Changeover.Protocol.ChoiceChunks;

/// <summary>A tool call that has begun.</summary>
/// <param name="Id">The provider's id; empty = it gave none.</param>
/// <param name="SaidIndex">The index that the provider gave with it; null = none.</param>
/// <param name="Arguments">Where every chunk repeats the arguments; null = chunks add to them.</param>
internal sealed record OpenCall(string Id, int? SaidIndex, CumulativeText? Arguments);
