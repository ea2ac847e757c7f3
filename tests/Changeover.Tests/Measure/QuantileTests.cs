using Changeover.Measure.Statistics;
using CsCheck;

namespace Changeover.Tests.Measure;

public sealed class QuantileTests
{
    /// <summary>NIST/SEMATECH e-Handbook of Statistical Methods, section 7.2.6.2: twelve gauge measurements.</summary>
    private static readonly double[] Gauge = [95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610, 95.1591, 95.1195, 95.1065, 95.0925, 95.1990, 95.1682];

    [Fact]
    public void Gives_the_90th_percentile_of_the_NIST_handbook() =>
        Assert.Equal(95.1981, Quantile.Of(Gauge, 0.9, QuantileMethod.Weibull), 0.00005);

    /// <summary>The worked examples of the encyclopedia's page on percentiles: 15, 20, 35, 40, 50.</summary>
    [Theory]
    [InlineData(QuantileMethod.NearestRank, 0.05, 15)]
    [InlineData(QuantileMethod.NearestRank, 0.30, 20)]
    [InlineData(QuantileMethod.NearestRank, 0.40, 20)]
    [InlineData(QuantileMethod.NearestRank, 0.50, 35)]
    [InlineData(QuantileMethod.NearestRank, 1.00, 50)]
    [InlineData(QuantileMethod.Linear, 0.40, 29)]
    [InlineData(QuantileMethod.Weibull, 0.40, 26)]
    public void Gives_the_published_value_of_each_method(QuantileMethod method, double p, double expected) =>
        Assert.Equal(expected, Quantile.Of([50, 15, 40, 20, 35], p, method), 1e-9);

    [Theory]
    [InlineData(QuantileMethod.Linear, 3.25)]
    [InlineData(QuantileMethod.Weibull, 3.75)]
    [InlineData(QuantileMethod.NearestRank, 3)]
    public void The_methods_differ_where_they_are_known_to(QuantileMethod method, double expected) =>
        Assert.Equal(expected, Quantile.Of([1, 2, 3, 4], 0.75, method), 1e-9);

    [Fact]
    public void Stays_inside_the_sample_and_grows_with_p() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 40], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Enum<QuantileMethod>()).Sample((values, a, b, method) =>
        {
            var low = Quantile.Of(values, Math.Min(a, b), method);
            var high = Quantile.Of(values, Math.Max(a, b), method);
            return low >= values.Min() && high <= values.Max() && low <= high;
        });

    [Fact]
    public void Refuses_an_empty_sample_and_a_share_beyond_one()
    {
        Assert.Throws<ArgumentException>(() => Quantile.Of([], 0.5, QuantileMethod.Linear));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], 1.01, QuantileMethod.Linear));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], double.NaN, QuantileMethod.Linear));
    }
}
