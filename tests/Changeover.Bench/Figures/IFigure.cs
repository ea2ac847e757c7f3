using Changeover.Bench.Results;

namespace Changeover.Bench.Figures;

/// <summary>One thing that is measured against a demand.</summary>
internal interface IFigure
{
    /// <summary>As typed on the command line.</summary>
    string Name { get; }

    /// <summary>Takes the readings.</summary>
    /// <exception cref="BenchException">They would mean nothing.</exception>
    IAsyncEnumerable<Reading> MeasureAsync(Plan plan, CancellationToken cancellationToken);

    /// <summary>What they say.</summary>
    IEnumerable<Conclusion> Conclude(Readings readings);
}
