using FluentMigrator;

namespace Changeover.Gateway.Responses;

/// <summary><c>responses</c>: one row per kept response. The JSON is UTF-8 in BLOBs, as bodies of records are; <c>bytes</c> stands before it so that sums do not read over it.</summary>
[Migration(2026_11_24_03, "Responses that clients can go on from")]
public sealed class ResponsesTable : Migration
{
    /// <inheritdoc />
    public override void Up() => Create.Table("responses")
        .WithColumn("id").AsString().NotNullable().PrimaryKey()
        .WithColumn("owner").AsString().NotNullable() // empty: open loopback
        .WithColumn("previous_id").AsString().Nullable()
        .WithColumn("created_at").AsInt64().NotNullable().Indexed() // microseconds since 1970, UTC
        .WithColumn("bytes").AsInt64().NotNullable() // of both documents
        .WithColumn("input").AsBinary(int.MaxValue).NotNullable()
        .WithColumn("response").AsBinary(int.MaxValue).NotNullable();

    /// <inheritdoc />
    public override void Down() => Delete.Table("responses");
}
