namespace Changeover.Measure.Statistics;

/// <summary>The median of a sample and of paired ratios, with an interval from order statistics.</summary>
public static class Median
{
    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static double Of(ReadOnlySpan<double> values) => Quantile.Of(values, 0.5, QuantileMethod.Linear);

    /// <summary>
    /// The median and the narrowest interval between the k-th smallest and the k-th largest value that holds the true median with at least
    /// the probability <paramref name="level"/>. A sample too small for it (below 6 at 0.95) gives its whole range, and the coverage says how much that is worth.
    /// </summary>
    /// <param name="values">Independent values of one distribution; at least one.</param>
    /// <param name="level">0 to 1, usually 0.95.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    public static MedianEstimate Estimate(ReadOnlySpan<double> values, double level)
    {
        double[] sorted = values.ToArray();
        sorted.AsSpan().Sort();
        int n = sorted.Length;
        double value = Quantile.OfSorted(sorted, 0.5, QuantileMethod.Linear);

        // How many values lie below the true median is binomial (n, ½). The k-th pair misses it when fewer than k lie on one side.
        int k = 1;
        double probability = Math.Pow(0.5, n);
        double missed = 2 * probability;
        while (2 * (k + 1) <= n + 1)
        {
            probability *= (n - k + 1.0) / k;
            if (1 - missed - (2 * probability) < level)
            {
                break;
            }

            missed += 2 * probability;
            k++;
        }

        return new MedianEstimate(value, sorted[k - 1], sorted[n - k], 1 - missed, n);
    }

    /// <summary>The median of the quotients of values measured in pairs, one right after the other: what drifts from pair to pair cancels out.</summary>
    /// <param name="numerators">One per pair.</param>
    /// <param name="denominators">One per pair, in the same order, none zero.</param>
    /// <param name="level">As in <see cref="Estimate"/>.</param>
    /// <exception cref="ArgumentException">No pairs, or numbers that do not match.</exception>
    public static MedianEstimate OfRatios(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators, double level)
    {
        if (numerators.Length != denominators.Length)
        {
            throw new ArgumentException("Every value needs its partner.", nameof(denominators));
        }

        double[] ratios = new double[numerators.Length];
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = numerators[i] / denominators[i];
        }

        return Estimate(ratios, level);
    }
}
