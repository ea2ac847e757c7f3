namespace Changeover.Measure.Statistics;

/// <summary>A median with what is known of it. Its interval makes no assumption about the shape of the distribution.</summary>
/// <param name="Value">The sample's median.</param>
/// <param name="Low">Lower end of the interval, itself a value of the sample.</param>
/// <param name="High">Upper end of the interval, itself a value of the sample.</param>
/// <param name="Coverage">Probability, 0 to 1, that such an interval holds the true median.</param>
/// <param name="N">Size of the sample.</param>
public readonly record struct MedianEstimate(double Value, double Low, double High, double Coverage, int N);
