namespace Changeover.Keys.Limits;

/// <summary>What was spent, by day, key, owner and route. It is written together with each record, and outlives the records.</summary>
public interface ILedger
{
    /// <summary>Nano-units of a currency, spent by requests that arrived at <paramref name="since"/> (a day's beginning, UTC) or later. What was spent in another currency counts by the rate of its day.</summary>
    /// <exception cref="Changeover.Storage.StorageException">It cannot be read.</exception>
    long Spent(SpendFilter filter, string currency, DateTime since);
}
