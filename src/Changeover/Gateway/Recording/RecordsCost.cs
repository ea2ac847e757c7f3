using FluentMigrator;

namespace Changeover.Gateway.Recording;

/// <summary>What a request cost, as columns: sums of money are made by the database. <c>cost_nano</c> without <c>cost_currency</c> means nothing: never add up two currencies.</summary>
[Migration(2026_11_24_40, "Costs of records")]
public sealed class RecordsCost : Migration
{
    /// <inheritdoc />
    public override void Up() => Alter.Table("records")
        .AddColumn("cost_nano").AsInt64().Nullable() // billionths of the currency's unit; null = nothing was billed, or unpriced
        .AddColumn("cost_currency").AsString().Nullable()
        .AddColumn("unpriced").AsString().Nullable(); // why a request that was answered has no cost

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("cost_nano").FromTable("records");
        Delete.Column("cost_currency").FromTable("records");
        Delete.Column("unpriced").FromTable("records");
    }
}
