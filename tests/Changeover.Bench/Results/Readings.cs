using Changeover.Measure.Statistics;

namespace Changeover.Bench.Results;

/// <summary>The readings of one figure, and the arithmetic that its conclusions need.</summary>
internal sealed class Readings(IReadOnlyList<Reading> all)
{
    private const double Level = 0.95;

    /// <summary>Values of one quantity of one subject, by round.</summary>
    public double[] Of(string quantity, string subject) =>
        [.. all.Where(each => each.Quantity == quantity && each.Subject == subject).OrderBy(each => each.Round).Select(each => each.Value)];

    /// <summary>Their median.</summary>
    public MedianEstimate Median(string quantity, string subject) => Measure.Statistics.Median.Estimate(Of(quantity, subject), Level);

    /// <summary>Median over the rounds of one subject's value over another's.</summary>
    public MedianEstimate Ratio(string quantity, string subject, string to) => Measure.Statistics.Median.OfRatios(Of(quantity, subject), Of(quantity, to), Level);

    /// <summary>Median over the rounds of what one subject adds to the base, over what another adds.</summary>
    public MedianEstimate RatioOfAdded(string quantity, string subject, string to, string @base) =>
        Measure.Statistics.Median.OfRatios(Added(quantity, subject, @base), Added(quantity, to, @base), Level);

    private double[] Added(string quantity, string subject, string @base) =>
        [.. Of(quantity, subject).Zip(Of(quantity, @base), (with, without) => with - without)];
}
