using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Recording.Correcting;

/// <summary>What a provider's bill said of an attempt whose cost had been an estimate. The record shows the corrected cost, and keeps what stood there before.</summary>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Before">What the record had said.</param>
/// <param name="After">What was billed.</param>
/// <param name="Usage">What the bill counted; null = it counts no tokens.</param>
/// <param name="Source">Name of the bill.</param>
/// <param name="At">When it was corrected, UTC.</param>
public sealed record CostCorrection(int Attempt, RecordedCost Before, RecordedCost After, TokenUsage? Usage, string Source, DateTimeOffset At)
{
    /// <summary>The record with its corrections: each attempt costs what was billed, and the whole costs the sum where that is in one currency.</summary>
    internal static RequestRecord Apply(RequestRecord record, IReadOnlyList<CostCorrection> corrections)
    {
        var attempts = record.Attempts.ToArray();
        foreach (var correction in corrections)
        {
            var attempt = attempts[correction.Attempt - 1];
            attempts[correction.Attempt - 1] = attempt with { Cost = correction.After, Usage = correction.Usage ?? attempt.Usage, Estimate = correction.Usage is null ? attempt.Estimate : null };
        }

        var costs = attempts.Select(attempt => attempt.Cost).OfType<RecordedCost>().ToList();
        return record with
        {
            Attempts = attempts,
            Corrections = corrections,
            Cost = costs.TrueForAll(cost => cost.Amount is not null && cost.Currency == costs[0].Currency)
                ? costs[^1] with { Amount = costs.Sum(cost => cost.Amount), Estimated = costs.Exists(cost => cost.Estimated) }
                : record.Cost,
        };
    }
}
