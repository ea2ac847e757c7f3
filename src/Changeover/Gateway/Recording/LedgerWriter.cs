using Changeover.Storage;
using Microsoft.Data.Sqlite;

namespace Changeover.Gateway.Recording;

/// <summary>Adds what a record cost to its line of the ledger, within the transaction that writes the record.</summary>
internal sealed class LedgerWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _add = new(connection, """
        INSERT INTO ledger (day, key_id, owner, route, currency, nano_units) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (day, key_id, owner, route, currency) DO UPDATE SET nano_units = nano_units + excluded.nano_units
        """);

    /// <summary>Nothing is written for what cost nothing, or nobody knows what.</summary>
    /// <exception cref="SqliteException">The database failed.</exception>
    public void Write(RequestRecord record)
    {
        foreach (var attempt in record.Attempts)
        {
            if (attempt.Cost?.Billed is { NanoUnits: > 0 } cost)
            {
                _add.Bind(Ledger.Day(record.StartedAt)).Bind(record.KeyId ?? "").Bind(record.Owner ?? "").Bind(record.Route ?? "").Bind(cost.Currency).Bind(cost.NanoUnits).Run();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _add.Dispose();
}
