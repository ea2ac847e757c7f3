using Changeover.Storage;

namespace Changeover.Gateway.Snapshot.Published;

/// <summary>Puts a configuration in force soon after it was pushed.</summary>
internal sealed partial class PublishedConfigWatch(SnapshotSource source, ConfigStore store, TimeProvider clock, ILogger<PublishedConfigWatch> log) : ChangeWatch(clock)
{
    /// <inheritdoc />
    public override string Table => ConfigurationsTable.Name;

    /// <inheritdoc />
    protected override void Look()
    {
        if (store.LastVersion() is { } newest && newest != source.Loaded.Version && store.Find(newest) is var (version, text))
            source.Publish(version, text);
    }

    /// <inheritdoc />
    [LoggerMessage(1105, LogLevel.Warning, "Whether a new configuration was pushed is not known; the one in force stays. {Reason}")]
    protected override partial void Failed(string reason);
}
