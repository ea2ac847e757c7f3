using Changeover.Storage;
using FluentMigrator;

namespace Changeover.Access.Observations;

/// <summary><c>access_observations</c>: one row per upstream, country of callers and machine whose requests the upstream refused for their region.</summary>
[Migration(2026_11_24_82, "Region blocks that were seen")]
public sealed class ObservationsTable : Migration
{
    /// <inheritdoc />
    public override void Up() => Create.Table("access_observations")
        .WithColumn("upstream").AsString().PrimaryKey()
        .WithColumn("country").AsString().PrimaryKey() // of the caller; empty = unknown
        .WithColumn("host").AsString().PrimaryKey() // the machine that it left from: a provider sees that one's address
        .WithColumn("provider").AsString().NotNullable()
        .WithColumn("code").AsString().Nullable() // the provider's own
        .WithColumn("seen").AsInt64().NotNullable() // how often
        .WithColumn("first_seen_at").AsInt64().NotNullable() // microseconds since 1970, UTC, like the one below
        .WithColumn("last_seen_at").AsInt64().NotNullable();

    /// <inheritdoc />
    public override void Down() => Delete.Table("access_observations");
}
