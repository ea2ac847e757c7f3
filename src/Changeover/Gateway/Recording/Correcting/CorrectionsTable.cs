using Changeover.Storage;
using FluentMigrator;

namespace Changeover.Gateway.Recording.Correcting;

/// <summary><c>corrections</c>: one row per attempt whose cost a bill corrected. Rows are added, never changed: the record itself stays as it was written, and the ledger gets the difference in the same transaction.</summary>
[Migration(2026_11_24_45, "Corrections of costs")]
public sealed class CorrectionsTable : Migration
{
    /// <summary>Name of the table.</summary>
    public const string Name = "corrections";

    /// <inheritdoc />
    public override void Up()
    {
        Create.Table(Name)
            .WithColumn("seq").AsInt64().PrimaryKey().Identity()
            .WithColumn("request_id").AsString().NotNullable()
            .WithColumn("attempt").AsInt64().NotNullable() // from 1
            .WithColumn("started_at").AsInt64().NotNullable() // of the request, microseconds since 1970, UTC
            .WithColumn("key_id").AsString().NotNullable() // empty = open loopback, like the owner
            .WithColumn("owner").AsString().NotNullable()
            .WithColumn("route").AsString().NotNullable()
            .WithColumn("currency").AsString().NotNullable()
            .WithColumn("nano_difference").AsInt64().NotNullable() // what was billed less what had been booked
            .WithColumn("document").AsString(int.MaxValue).NotNullable(); // the correction as JSON

        // What was billed is known once: an attempt that is corrected is no estimate any more.
        Create.Index("IX_corrections_attempt").OnTable(Name).OnColumn("request_id").Ascending().OnColumn("attempt").Ascending().WithOptions().Unique();
        this.NoteChangesOf(Name);
    }

    /// <inheritdoc />
    public override void Down() => Delete.Table(Name);
}
