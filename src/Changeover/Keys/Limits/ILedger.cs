namespace Changeover.Keys.Limits;

/// <summary>What was spent, by day, key, owner and route. It is written together with each record, and outlives the records.</summary>
public interface ILedger
{
    /// <summary>Nano-units of the accounting currency, spent by requests that arrived at <paramref name="since"/> (a day's beginning, UTC) or later.</summary>
    /// <exception cref="Changeover.Storage.StorageException">It cannot be read.</exception>
    long Spent(SpendFilter filter, DateTime since);
}
