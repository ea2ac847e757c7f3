namespace Changeover.Prices.Reconciling;

/// <summary>One line of a provider's bill or usage export, or the same of our records. null = not told.</summary>
internal sealed record BillLine
{
    /// <summary>The provider's id of one request; null = the line is of many.</summary>
    public string? Request { get; init; }

    /// <summary>UTC day; null = not told.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Model as the provider names it; null = not told.</summary>
    public string? Model { get; init; }

    /// <summary>How many requests it is for.</summary>
    public long? Requests { get; init; }

    /// <summary>Prompt tokens, cached ones included.</summary>
    public long? Input { get; init; }

    /// <summary>Part of them that came from the cache.</summary>
    public long? CachedInput { get; init; }

    /// <summary>Generated tokens.</summary>
    public long? Output { get; init; }

    /// <summary>In units of <see cref="Currency"/>.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>Part of it is an estimate (ours only).</summary>
    public bool Estimated { get; init; }

    /// <summary>Part of it has no price (ours only).</summary>
    public bool Unpriced { get; init; }

    /// <summary>Both together, under the name of the first.</summary>
    public static BillLine operator +(BillLine left, BillLine right) => left with
    {
        Requests = Sum(left.Requests, right.Requests),
        Input = Sum(left.Input, right.Input),
        CachedInput = Sum(left.CachedInput, right.CachedInput),
        Output = Sum(left.Output, right.Output),
        Amount = left.Amount is null ? right.Amount : left.Amount + (right.Amount ?? 0),
        Currency = left.Currency ?? right.Currency,
        Estimated = left.Estimated || right.Estimated,
        Unpriced = left.Unpriced || right.Unpriced,
    };

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);
}
