using Changeover.Measure.Statistics;

namespace Changeover.Bench.Results;

/// <summary>What the readings say of one demand.</summary>
/// <param name="What">What was asked.</param>
/// <param name="Demand">What it must reach, in words.</param>
/// <param name="Reached">The median and its interval.</param>
/// <param name="Format">How the number is written, as a composite format of one value.</param>
/// <param name="Met">Whether the median is within the demand.</param>
internal sealed record Conclusion(string What, string Demand, MedianEstimate Reached, string Format, bool Met);
