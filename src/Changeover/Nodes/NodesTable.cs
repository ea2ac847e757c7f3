using FluentMigrator;

namespace Changeover.Nodes;

/// <summary><c>nodes</c>: one row per gateway that shares the database. Each writes its own, and deletes it when it ends as planned.</summary>
[Migration(2026_11_24_23, "Nodes")]
public sealed class NodesTable : Migration
{
    /// <inheritdoc />
    public override void Up() => Create.Table("nodes")
        .WithColumn("id").AsString().PrimaryKey()
        .WithColumn("host").AsString().NotNullable()
        .WithColumn("urls").AsString().NotNullable() // where it was told to listen
        .WithColumn("version").AsString().NotNullable()
        .WithColumn("started_at").AsInt64().NotNullable() // microseconds since 1970, UTC, like the one below
        .WithColumn("seen_at").AsInt64().NotNullable()
        .WithColumn("config_hash").AsString().NotNullable()
        .WithColumn("reload_failed").AsBoolean().NotNullable(); // the last configuration had faults there: an older one stands

    /// <inheritdoc />
    public override void Down() => Delete.Table("nodes");
}
