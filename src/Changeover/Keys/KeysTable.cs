using FluentMigrator;

namespace Changeover.Keys;

/// <summary><c>keys</c>: the virtual keys, by hash. Rows are added and revoked, never changed otherwise and never deleted: records refer to them.</summary>
[Migration(2026_11_24_02, "Virtual keys")]
public sealed class KeysTable : Migration
{
    /// <summary>Its name.</summary>
    internal const string Name = "keys";

    /// <inheritdoc />
    public override void Up()
    {
        Create.Table("keys")
            .WithColumn("id").AsString().PrimaryKey()
            .WithColumn("hash").AsBinary(32).NotNullable()
            .WithColumn("owner").AsString().NotNullable()
            .WithColumn("routes").AsString(int.MaxValue).Nullable() // JSON array of route names; NULL = every route
            .WithColumn("created_at").AsInt64().NotNullable() // microseconds since 1970, UTC, like the two below
            .WithColumn("expires_at").AsInt64().Nullable()
            .WithColumn("revoked_at").AsInt64().Nullable();
        Create.Index("IX_keys_hash").OnTable("keys").OnColumn("hash").Unique();
    }

    /// <inheritdoc />
    public override void Down() => Delete.Table("keys");
}
