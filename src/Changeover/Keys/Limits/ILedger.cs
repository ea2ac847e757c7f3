namespace Changeover.Keys.Limits;

/// <summary>What was spent, by day, key, owner and route. It is written together with each record, and outlives the records.</summary>
public interface ILedger
{
    /// <summary>What requests have cost that arrived at <paramref name="since"/> (a day's beginning, UTC) or later, and which of some requests are in that sum: both as they stood at one moment.</summary>
    /// <param name="filter">Whose.</param>
    /// <param name="currency">What was spent in another counts by the rate of its day.</param>
    /// <param name="since">UTC.</param>
    /// <param name="requests">Ids of the requests that are asked about.</param>
    /// <exception cref="Changeover.Storage.StorageException">It cannot be read.</exception>
    LedgerReading Read(SpendFilter filter, string currency, DateTime since, IReadOnlyCollection<string> requests);

    /// <summary>Number of the last correction that the sum holds; 0 = none.</summary>
    /// <exception cref="Changeover.Storage.StorageException">It cannot be read.</exception>
    long LastCorrection() => 0;
}

/// <summary>What the ledger says.</summary>
/// <param name="Spent">Nano-units.</param>
/// <param name="Recorded">Ids of the requests that have a record.</param>
public readonly record struct LedgerReading(long Spent, IReadOnlyCollection<string> Recorded);
