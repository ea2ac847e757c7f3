using Changeover.Storage;

namespace Changeover.Keys;

/// <summary>Keeps the directory fresh.</summary>
internal sealed partial class KeyRefresh(KeyDirectory directory, TimeProvider clock, ILogger<KeyRefresh> log) : ChangeWatch(clock)
{
    /// <inheritdoc />
    public override string Table => KeysTable.Name;

    /// <inheritdoc />
    protected override void Look() => directory.Refresh();

    /// <inheritdoc />
    [LoggerMessage(3001, LogLevel.Warning, "The keys could not be read again; those in memory stay in force. {Reason}")]
    protected override partial void Failed(string reason);
}
