using FluentMigrator;

namespace Changeover.Keys;

/// <summary><c>keys.attributes</c>: what is registered of a key's holder, as JSON of <see cref="Gateway.Policy.CallerAttributes"/>; NULL = nothing.</summary>
[Migration(2026_11_24_81, "Attributes of keys")]
public sealed class KeyAttributesColumn : Migration
{
    /// <inheritdoc />
    public override void Up() => Alter.Table("keys").AddColumn("attributes").AsString(int.MaxValue).Nullable();

    /// <inheritdoc />
    public override void Down() => Delete.Column("attributes").FromTable("keys");
}
