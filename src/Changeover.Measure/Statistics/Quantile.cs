namespace Changeover.Measure.Statistics;

/// <summary>Quantiles of a sample.</summary>
public static class Quantile
{
    /// <summary>The value below which the share <paramref name="p"/> of the sample lies.</summary>
    /// <param name="values">At least one, in any order, none NaN.</param>
    /// <param name="p">0 to 1; 0.99 is the 99th percentile.</param>
    /// <param name="method">What to do between two values.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not from 0 to 1, or the method is unknown.</exception>
    public static double Of(ReadOnlySpan<double> values, double p, QuantileMethod method)
    {
        double[] sorted = values.ToArray();
        sorted.AsSpan().Sort();
        return OfSorted(sorted, p, method);
    }

    /// <summary>As <see cref="Of"/>, for values in ascending order.</summary>
    /// <inheritdoc cref="Of" />
    public static double OfSorted(ReadOnlySpan<double> values, double p, QuantileMethod method)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(p is >= 0 and <= 1, true, nameof(p));
        if (values.IsEmpty)
        {
            throw new ArgumentException("A quantile needs at least one value.", nameof(values));
        }

        int n = values.Length;
        double rank = method switch
        {
            QuantileMethod.NearestRank => Math.Ceiling(p * n),
            QuantileMethod.Weibull => p * (n + 1),
            QuantileMethod.Linear => (p * (n - 1)) + 1,
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };
        rank = Math.Clamp(rank, 1, n);
        int below = (int)rank;
        double low = values[below - 1];
        return below == n ? low : low + ((rank - below) * (values[below] - low));
    }
}
