using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>What a record adds to a line of the ledger.</summary>
/// <param name="Day">See <see cref="Ledger.Day"/>.</param>
/// <param name="KeyId">Empty = open loopback, like the owner.</param>
/// <param name="Owner">Owner of the key.</param>
/// <param name="Route">Public model name.</param>
/// <param name="Currency">In which the provider bills.</param>
/// <param name="NanoUnits">How much.</param>
internal sealed record LedgerLine(long Day, string KeyId, string Owner, string Route, string Currency, long NanoUnits)
{
    /// <summary>Adds to a line, making it where there is none.</summary>
    public const string Add = """
        INSERT INTO ledger (day, key_id, owner, route, currency, nano_units) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (day, key_id, owner, route, currency) DO UPDATE SET nano_units = ledger.nano_units + excluded.nano_units
        """;

    /// <summary>Of all attempts of a request; none for what cost nothing, or nobody knows what.</summary>
    public static IEnumerable<LedgerLine> Of(RequestRecord record) => record.Attempts
        .Select(attempt => attempt.Cost?.Billed)
        .Where(cost => cost is { NanoUnits: > 0 })
        .Select(cost => new LedgerLine(Ledger.Day(record.StartedAt), record.KeyId ?? "", record.Owner ?? "", record.Route ?? "", cost!.Value.Currency, cost.Value.NanoUnits));

    /// <summary>Binds the parameters of <see cref="Add"/>.</summary>
    public T Bind<T>(T statement)
        where T : IParameters<T> => statement.Bind(Day).Bind(KeyId).Bind(Owner).Bind(Route).Bind(Currency).Bind(NanoUnits);
}
