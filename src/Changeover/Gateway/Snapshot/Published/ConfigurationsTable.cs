using Changeover.Storage;
using FluentMigrator;

namespace Changeover.Gateway.Snapshot.Published;

/// <summary><c>configurations</c>: every configuration that was pushed, the one with the highest number in force. Rows are added and never changed. Secrets are not in them: a configuration names them only.</summary>
[Migration(2026_11_24_22, "Configurations for all nodes")]
public sealed class ConfigurationsTable : Migration
{
    /// <summary>Its name.</summary>
    internal const string Name = "configurations";

    /// <inheritdoc />
    public override void Up()
    {
        Create.Table(Name)
            .WithColumn("version").AsInt64().PrimaryKey().Identity()
            .WithColumn("pushed_at").AsInt64().NotNullable() // microseconds since 1970, UTC
            .WithColumn("hash").AsString().NotNullable() // see GatewaySnapshot.ConfigHash
            .WithColumn("note").AsString().Nullable()
            .WithColumn("document").AsString(int.MaxValue).NotNullable();
        this.NoteChangesOf(Name);
    }

    /// <inheritdoc />
    public override void Down() => Delete.Table(Name);
}
