namespace Changeover.Measure.Statistics;

/// <summary>How a quantile that falls between two values is taken. Numbers as in Hyndman and Fan, "Sample quantiles in statistical packages", 1996.</summary>
public enum QuantileMethod
{
    /// <summary>Type 1: the smallest value that at least the share p of all values does not exceed. Always a value that occurred.</summary>
    NearestRank,

    /// <summary>Type 6: linear at rank p(n + 1). The method of the NIST handbook.</summary>
    Weibull,

    /// <summary>Type 7: linear at rank p(n − 1) + 1. The default of R, NumPy and Excel's <c>PERCENTILE.INC</c>.</summary>
    Linear,
}
