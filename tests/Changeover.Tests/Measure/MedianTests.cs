using Changeover.Measure.Statistics;

namespace Changeover.Tests.Measure;

public sealed class MedianTests
{
    /// <summary>Ranks and exact coverage as in the usual tables of the sign test (Conover, "Practical Nonparametric Statistics", binomial with p = ½).</summary>
    [Theory]
    [InlineData(6, 1, 6, 0.9688)]
    [InlineData(8, 1, 8, 0.9922)]
    [InlineData(9, 2, 8, 0.9609)]
    [InlineData(10, 2, 9, 0.9785)]
    [InlineData(15, 4, 12, 0.9648)]
    [InlineData(20, 6, 15, 0.9586)]
    [InlineData(25, 8, 18, 0.9567)]
    public void Takes_the_published_ranks_at_95_percent(int n, int low, int high, double coverage)
    {
        double[] ranks = [.. Enumerable.Range(1, n).Select(rank => (double)rank)];

        var estimate = Median.Estimate(ranks, 0.95);

        Assert.Equal((low, high), ((int)estimate.Low, (int)estimate.High));
        Assert.Equal(coverage, estimate.Coverage, 0.00005);
        Assert.Equal((n + 1) / 2.0, estimate.Value);
        Assert.Equal(n, estimate.N);
    }

    [Fact]
    public void Five_values_give_their_range_and_say_that_it_is_worth_less_than_95_percent()
    {
        var estimate = Median.Estimate([3, 1, 2, 5, 4], 0.95);

        Assert.Equal((3, 1, 5), (estimate.Value, estimate.Low, estimate.High));
        Assert.Equal(0.9375, estimate.Coverage, 1e-12);
    }

    [Fact]
    public void One_value_says_nothing_about_the_median() =>
        Assert.Equal(new MedianEstimate(7, 7, 7, 0, 1), Median.Estimate([7], 0.95));

    [Fact]
    public void The_interval_holds_the_true_median_as_often_as_it_claims()
    {
        // Exponential: as skewed as latencies are. Its median is ln 2.
        var random = new Random(20261124);
        const int Trials = 20_000;
        var held = 0;
        var claimed = 0.0;
        for (var trial = 0; trial < Trials; trial++)
        {
            double[] sample = [.. Enumerable.Range(0, 11).Select(_ => -Math.Log(1 - random.NextDouble()))];
            var estimate = Median.Estimate(sample, 0.95);
            claimed = estimate.Coverage;
            held += estimate.Low <= Math.Log(2) && Math.Log(2) <= estimate.High ? 1 : 0;
        }

        // Four standard errors of a share of 20,000.
        Assert.InRange(held / (double)Trials, claimed - 0.006, claimed + 0.006);
    }

    [Fact]
    public void A_drift_that_both_partners_share_leaves_their_ratio_alone()
    {
        var estimate = Median.OfRatios([10, 20, 40, 80, 160, 320], [5, 10, 20, 40, 80, 160], 0.95);

        Assert.Equal((2, 2, 2), (estimate.Value, estimate.Low, estimate.High));
    }

    [Fact]
    public void Refuses_no_values_and_a_value_without_a_partner()
    {
        Assert.Throws<ArgumentException>(() => Median.Estimate([], 0.95));
        Assert.Throws<ArgumentException>(() => Median.OfRatios([1, 2], [1], 0.95));
    }
}
