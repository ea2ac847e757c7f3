using FluentMigrator;

namespace Changeover.Gateway.Recording;

/// <summary><c>ledger</c>: what was spent, by day of arrival (UTC), key, owner, route and currency. It grows with each record, in the same transaction, and no retention shortens it.</summary>
[Migration(2026_11_24_10, "Ledger of what was spent")]
public sealed class LedgerTable : Migration
{
    /// <inheritdoc />
    public override void Up() => Create.Table("ledger")
        .WithColumn("day").AsInt64().NotNullable().PrimaryKey() // days since 1970
        .WithColumn("key_id").AsString().NotNullable().PrimaryKey() // empty = open loopback, like the owner
        .WithColumn("owner").AsString().NotNullable().PrimaryKey()
        .WithColumn("route").AsString().NotNullable().PrimaryKey()
        .WithColumn("currency").AsString().NotNullable().PrimaryKey() // in which the provider bills
        .WithColumn("nano_units").AsInt64().NotNullable();

    /// <inheritdoc />
    public override void Down() => Delete.Table("ledger");
}
