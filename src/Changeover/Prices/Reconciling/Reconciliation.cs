namespace Changeover.Prices.Reconciling;

/// <summary>Why a line here is not the line there.</summary>
internal enum Cause
{
    /// <summary>They bill what we have no record of.</summary>
    MissingHere,

    /// <summary>We have a record of what they do not bill.</summary>
    MissingThere,

    /// <summary>The counts of tokens differ.</summary>
    TokensDiffer,

    /// <summary>An answer broke off, and ours is an estimate.</summary>
    Estimated,

    /// <summary>We have no price.</summary>
    Unpriced,

    /// <summary>The two are in different currencies.</summary>
    CurrencyDiffers,

    /// <summary>The same tokens at another price.</summary>
    PriceDiffers,

    /// <summary>Less than a provider's rounding.</summary>
    Rounding,
}

/// <summary>A difference, explained.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Here">Ours; null = none.</param>
/// <param name="There">Theirs; null = none.</param>
/// <param name="Amount">Ours less theirs, in the currency of the line; null = not to be said.</param>
internal sealed record Difference(Cause Cause, BillLine? Here, BillLine? There, decimal? Amount);

/// <summary>Our records against a provider's bill: by request where the bill names requests, else by what it names of day and model.</summary>
/// <param name="Lines">Lines compared, ours or theirs.</param>
/// <param name="Differences">Every line that is not the same on both sides.</param>
/// <param name="Off">Sum of the differences as a part of what is billed: of money where the bill has any, else of tokens. Rounding does not count; 0 = none.</param>
internal sealed record Reconciliation(int Lines, IReadOnlyList<Difference> Differences, decimal Off)
{
    private const decimal RoundingOfRequest = 0.000001m;
    private const decimal RoundingOfInvoice = 0.01m;

    /// <summary>Compares.</summary>
    public static Reconciliation Of(IEnumerable<BillLine> here, IReadOnlyList<BillLine> there)
    {
        var byRequest = there.Any(line => line.Request is not null);
        var key = KeyOf(there);
        var ours = Summed(here, key);
        var theirs = Summed(there, key);
        var pairs = ours.Keys.Union(theirs.Keys).Order().Select(key => (Here: ours.GetValueOrDefault(key), There: theirs.GetValueOrDefault(key))).ToArray();
        Difference[] differences = [.. pairs.Select(pair => Explain(pair.Here, pair.There, byRequest ? RoundingOfRequest : RoundingOfInvoice)).OfType<Difference>()];
        return new Reconciliation(pairs.Length, differences, PartOff(differences.Where(difference => difference.Cause != Cause.Rounding), there));
    }

    /// <summary>What lines are put together by: what the bill names.</summary>
    public static Func<BillLine, (string? Request, DateOnly? Day, string? Model)> KeyOf(IReadOnlyList<BillLine> bill)
    {
        var (byRequest, byDay, byModel) = (bill.Any(line => line.Request is not null), bill.Any(line => line.Day is not null), bill.Any(line => line.Model is not null));
        return line => byRequest ? (line.Request, null, null) : (null, byDay ? line.Day : null, byModel ? line.Model : null);
    }

    /// <summary>One line for those that belong together.</summary>
    public static Dictionary<(string?, DateOnly?, string?), BillLine> Summed(IEnumerable<BillLine> lines, Func<BillLine, (string? Request, DateOnly? Day, string? Model)> key) =>
        lines.GroupBy(key).ToDictionary(same => same.Key, same => same.Aggregate((left, right) => left + right));

    private static Difference? Explain(BillLine? here, BillLine? there, decimal rounding)
    {
        if (here is null || there is null)
        {
            // What neither took nor gave a token nor cost anything is no part of a bill: a refused request.
            var only = here ?? there!;
            return only is { Input: null or 0, Output: null or 0, Amount: null or 0, Unpriced: false }
                ? null
                : new Difference(here is null ? Cause.MissingHere : Cause.MissingThere, here, there, here is null ? -there!.Amount : here.Amount);
        }

        var sameMoney = there.Amount is null || (here.Amount == there.Amount && here.Currency == (there.Currency ?? here.Currency));
        var sameTokens = Same(here.Input, there.Input) && Same(here.CachedInput, there.CachedInput) && Same(here.Output, there.Output);
        if (sameMoney && sameTokens)
        {
            return null;
        }

        var comparable = there.Amount is not null && here.Amount is not null && (there.Currency is null || there.Currency == here.Currency);
        decimal? amount = comparable ? here.Amount - there.Amount : null;
        var cause = !sameTokens ? here.Estimated ? Cause.Estimated : Cause.TokensDiffer
            : here.Unpriced || here.Amount is null ? Cause.Unpriced
            : !comparable ? Cause.CurrencyDiffers
            : Math.Abs(amount!.Value) <= rounding ? Cause.Rounding
            : here.Estimated ? Cause.Estimated
            : Cause.PriceDiffers;
        return new Difference(cause, here, there, amount);
    }

    private static bool Same(long? here, long? there) => there is null || (here ?? 0) == there;

    private static decimal PartOff(IEnumerable<Difference> differences, IReadOnlyList<BillLine> there)
    {
        if (there.Any(line => line.Amount is not null))
        {
            return Part(differences.Sum(difference => Math.Abs(difference.Amount ?? difference.There?.Amount ?? difference.Here?.Amount ?? 0)), there.Sum(line => line.Amount ?? 0));
        }

        return Part(
            differences.Sum(difference => Math.Abs((difference.Here?.Input ?? 0) - (difference.There?.Input ?? 0)) + Math.Abs((difference.Here?.Output ?? 0) - (difference.There?.Output ?? 0))),
            there.Sum(line => (line.Input ?? 0) + (line.Output ?? 0)));
    }

    private static decimal Part(decimal off, decimal whole) => off == 0 ? 0 : whole == 0 ? 1 : off / whole;
}
