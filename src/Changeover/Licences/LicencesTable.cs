using FluentMigrator;

namespace Changeover.Licences;

/// <summary><c>licences</c>: what was imported from lists of the authorities, by number. The seed is not in it.</summary>
[Migration(2026_11_25_50, "Licences")]
public sealed class LicencesTable : Migration
{
    /// <inheritdoc />
    public override void Up() => Create.Table("licences")
        .WithColumn("number").AsString().PrimaryKey()
        .WithColumn("name").AsString().Nullable()
        .WithColumn("operator").AsString().Nullable()
        .WithColumn("province").AsString().Nullable()
        .WithColumn("base_model").AsString().Nullable()
        .WithColumn("filed_on").AsString().Nullable() // yyyy-MM-dd, like the one below
        .WithColumn("source").AsString(int.MaxValue).NotNullable()
        .WithColumn("seen_on").AsString().NotNullable()
        .WithColumn("verified").AsBoolean().NotNullable();

    /// <inheritdoc />
    public override void Down() => Delete.Table("licences");
}
