using FluentMigrator;

namespace Changeover.Gateway.Recording;

/// <summary>
/// <c>records</c>: one row per finished request. <c>document</c> is the whole record as JSON; the columns beside it are what lists filter by
/// and what sums are made of. <c>record_bodies</c> holds the bodies that a route asked to keep, apart, so that lists do not read over them.
/// </summary>
[Migration(2026_11_24_01, "Records and their bodies")]
public sealed class RecordsTables : Migration
{
    /// <inheritdoc />
    public override void Up()
    {
        Create.Table("records")
            .WithColumn("seq").AsInt64().PrimaryKey().Identity() // order of arrival in the store; never used twice, so that a follower misses none
            .WithColumn("id").AsString().NotNullable()
            .WithColumn("started_at").AsInt64().NotNullable().Indexed() // microseconds since 1970, UTC
            .WithColumn("operation").AsString().NotNullable()
            .WithColumn("key_id").AsString().Nullable()
            .WithColumn("owner").AsString().Nullable()
            .WithColumn("route").AsString().Nullable()
            .WithColumn("original_model").AsString().Nullable()
            .WithColumn("response_model").AsString().Nullable()
            .WithColumn("provider").AsString().Nullable() // of the last attempt
            .WithColumn("upstream").AsString().Nullable() // of the last attempt
            .WithColumn("attempts").AsInt32().NotNullable()
            .WithColumn("status").AsInt32().NotNullable()
            .WithColumn("error_code").AsString().Nullable()
            .WithColumn("streaming").AsBoolean().NotNullable()
            .WithColumn("client_gone").AsBoolean().NotNullable()
            .WithColumn("input_tokens").AsInt64().Nullable()
            .WithColumn("cached_input_tokens").AsInt64().Nullable()
            .WithColumn("output_tokens").AsInt64().Nullable()
            .WithColumn("ttfc_us").AsInt64().Nullable()
            .WithColumn("duration_us").AsInt64().NotNullable()
            .WithColumn("overhead_us").AsInt64().NotNullable()
            .WithColumn("config_hash").AsString().NotNullable()
            .WithColumn("document").AsString(int.MaxValue).NotNullable();

        // Unique() on the column would make a constraint beside the index, and with it a second index: one more page in every commit.
        Create.Index("IX_records_id").OnTable("records").OnColumn("id").Unique();

        // UTF-8 in a BLOB: a body may hold U+0000, which text columns cut (SQLite's readers) or refuse (PostgreSQL).
        Create.Table("record_bodies")
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("request").AsBinary(int.MaxValue).Nullable()
            .WithColumn("answer").AsBinary(int.MaxValue).Nullable();
    }

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Table("record_bodies");
        Delete.Table("records");
    }
}
