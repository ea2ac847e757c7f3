namespace Changeover.Bench.Results;

/// <summary>All that was measured in one day on one machine.</summary>
internal sealed record BenchResults(Machine Machine, IReadOnlyList<FigureRun> Figures)
{
    /// <summary>With a figure measured, or measured again.</summary>
    public BenchResults With(FigureRun run) => this with { Figures = [.. Figures.Where(each => each.Figure != run.Figure), run] };
}
