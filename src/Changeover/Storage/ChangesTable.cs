using FluentMigrator;

namespace Changeover.Storage;

/// <summary><c>changes</c>: one row per table whose changes every process must see soon. On PostgreSQL a change is also told at once, to whoever listens.</summary>
[Migration(2026_11_24_20, "What has changed")]
public sealed class ChangesTable : Migration
{
    /// <inheritdoc />
    public override void Up()
    {
        Create.Table("changes")
            .WithColumn("topic").AsString().PrimaryKey() // name of the table
            .WithColumn("version").AsInt64().NotNullable();
        IfDatabase(ChangeNotes.IsPostgres).Execute.Sql($"""
            CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE changes SET version = version + 1 WHERE topic = TG_TABLE_NAME;
                PERFORM pg_notify('{Changes.Channel}', TG_TABLE_NAME);
                RETURN NULL;
            END $$
            """);
    }

    /// <inheritdoc />
    public override void Down()
    {
        IfDatabase(ChangeNotes.IsPostgres).Execute.Sql("DROP FUNCTION note_change");
        Delete.Table("changes");
    }
}
