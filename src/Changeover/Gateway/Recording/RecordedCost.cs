using System.Text.Json.Serialization;
using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Recording;

/// <summary>What something cost, or why that is not known. What has no price is never zero.</summary>
public sealed record RecordedCost
{
    /// <summary>In units of <see cref="Currency"/>, exact to the nano-unit; null = see <see cref="Unpriced"/>.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code of the currency that the provider bills in; null = unpriced.</summary>
    public string? Currency { get; init; }

    /// <summary>Id of the price row; null = unpriced, or nothing to be priced.</summary>
    public string? PriceRow { get; init; }

    /// <summary>The answer broke off: what the provider bills may be more than what it had reported.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Estimated { get; init; }

    /// <summary>Why there is no amount; null = there is one.</summary>
    public UnpricedReason? Unpriced { get; init; }

    /// <summary><see cref="Amount"/> in billionths, for sums.</summary>
    [JsonIgnore]
    public long? NanoUnits => (long?)(Amount * Cost.NanoPerUnit);

    /// <summary>What was billed; null = unpriced.</summary>
    [JsonIgnore]
    public Cost? Billed => NanoUnits is { } nano ? new Cost(nano, Currency!, PriceRow!) : null;

    /// <summary>It is known to have cost nothing.</summary>
    public static RecordedCost Nothing(string currency) => new() { Amount = 0, Currency = currency };

    /// <summary>The record of an outcome.</summary>
    public static RecordedCost Of(PriceOutcome outcome, bool estimated) => new()
    {
        Amount = outcome.Cost?.Amount,
        Currency = outcome.Cost?.Currency,
        PriceRow = outcome.Cost?.RowId,
        Estimated = estimated,
        Unpriced = outcome.Reason,
    };
}
