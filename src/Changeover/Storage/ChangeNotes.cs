using FluentMigrator;

namespace Changeover.Storage;

/// <summary>For migrations: makes a table one whose changes are counted.</summary>
internal static class ChangeNotes
{
    private static readonly string[] Events = ["INSERT", "UPDATE", "DELETE"];

    /// <summary>Whether a migrator's engine is PostgreSQL, of any version.</summary>
    public static bool IsPostgres(string engine) => engine.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase);

    /// <summary>From now on every change of the table's rows counts up its row of <c>changes</c>.</summary>
    public static void NoteChangesOf(this Migration migration, string table)
    {
        migration.Insert.IntoTable("changes").Row(new { topic = table, version = 0L });
        migration.IfDatabase(IsPostgres).Execute.Sql(
            $"CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION note_change()");
        foreach (var name in Events)
            migration.IfDatabase(name => !IsPostgres(name)).Execute.Sql(
                $"CREATE TRIGGER note_{name}_of_{table} AFTER {name} ON {table} BEGIN UPDATE changes SET version = version + 1 WHERE topic = '{table}'; END");
    }
}
