using FluentMigrator;

namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// <c>limit_nodes</c>: which nodes share counters. <c>limit_reserves</c>: no less than what each of them has reserved of a budget. Both outlive
/// Redis, so that a budget is kept when it loses its memory together with a node.
/// </summary>
[Migration(2026_11_24_51, "Nodes that share limits")]
public sealed class SharedLimitTables : Migration
{
    /// <inheritdoc />
    public override void Up()
    {
        Create.Table("limit_nodes")
            .WithColumn("node").AsString().PrimaryKey()
            .WithColumn("seen_at").AsInt64().NotNullable(); // microseconds since 1970, UTC
        Create.Table("limit_reserves")
            .WithColumn("node").AsString().NotNullable().PrimaryKey()
            .WithColumn("counter").AsString().NotNullable().PrimaryKey()
            .WithColumn("bucket").AsInt64().NotNullable().PrimaryKey() // ticks where the budget's window began, UTC
            .WithColumn("nano_units").AsInt64().NotNullable();
    }

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Table("limit_reserves");
        Delete.Table("limit_nodes");
    }
}
