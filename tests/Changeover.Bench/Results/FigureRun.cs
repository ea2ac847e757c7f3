namespace Changeover.Bench.Results;

/// <summary>One figure as it was measured.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Started">When, UTC.</param>
/// <param name="Minutes">How long it took.</param>
/// <param name="LoadBefore">The machine's load average of a minute before it began.</param>
/// <param name="BusyElsewhere">Processors that were busy with something else, on average: 0.5 = half a core.</param>
/// <param name="Readings">All of them.</param>
internal sealed record FigureRun(string Figure, DateTimeOffset Started, double Minutes, double LoadBefore, double BusyElsewhere, IReadOnlyList<Reading> Readings);
