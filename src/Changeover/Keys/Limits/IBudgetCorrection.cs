namespace Changeover.Keys.Limits;

/// <summary>Budgets that follow when what was spent turns out to have been something else.</summary>
public interface IBudgetCorrection
{
    /// <summary>Changes every budget that the spending counted in and that does not know of the correction yet. The same correction may come twice.</summary>
    /// <param name="correction">What has changed.</param>
    /// <param name="inCurrency">Its nano-units in a currency.</param>
    void Correct(SpendCorrection correction, Func<string, long> inCurrency);
}

/// <summary>A difference to what was spent.</summary>
/// <param name="Seq">Number of the correction; later ones have higher numbers.</param>
/// <param name="At">Arrival of the request.</param>
/// <param name="KeyId">Its key; empty = open loopback, like the owner.</param>
/// <param name="Owner">Owner of the key.</param>
/// <param name="Route">Its route.</param>
/// <param name="Currency">In which the provider bills.</param>
/// <param name="NanoUnits">More (or, negative, less) than had been booked.</param>
public sealed record SpendCorrection(long Seq, DateTimeOffset At, string KeyId, string Owner, string Route, string Currency, long NanoUnits);
