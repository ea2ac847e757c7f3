using FluentMigrator;

namespace Changeover.Keys;

/// <summary><c>keys.limits</c>: what a key itself is allowed, as a JSON array of limits in the form that people write; NULL = nothing beyond the configuration's rules.</summary>
[Migration(2026_11_24_50, "Limits of keys")]
public sealed class KeyLimitsColumn : Migration
{
    /// <inheritdoc />
    public override void Up() => Alter.Table("keys").AddColumn("limits").AsString(int.MaxValue).Nullable();

    /// <inheritdoc />
    public override void Down() => Delete.Column("limits").FromTable("keys");
}
