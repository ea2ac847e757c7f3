using Changeover.Storage;
using FluentMigrator;

namespace Changeover.Keys;

/// <summary>Every process sees soon that a key was made or revoked.</summary>
[Migration(2026_11_24_21, "Changes of keys are noted")]
public sealed class KeysAreNoted : Migration
{
    /// <inheritdoc />
    public override void Up() => this.NoteChangesOf(KeysTable.Name);

    /// <inheritdoc />
    public override void Down() => throw new NotSupportedException("Triggers go away with their table.");
}
