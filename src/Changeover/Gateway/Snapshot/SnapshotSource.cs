using Changeover.Gateway.Snapshot.Options;

namespace Changeover.Gateway.Snapshot;

/// <summary>Holds the snapshot in force. A reload that has faults is reported whole and changes nothing.</summary>
public sealed class SnapshotSource : ISnapshotSource
{
    private readonly ConfigLoader loader;
    private readonly ConfigResult started;
    private readonly TimeProvider time;
    private readonly ILogger<SnapshotSource> logger;
    private readonly Lock reloading = new();
    private volatile GatewaySnapshot current;
    private volatile ReloadStatus lastReload;

    /// <summary>Compiles the configuration that the process starts with.</summary>
    /// <param name="loader">Loads it again.</param>
    /// <param name="started">Without faults; its file is the one that is watched.</param>
    /// <param name="time">Clock of <see cref="LastReload"/>.</param>
    /// <param name="logger">Told of every reload.</param>
    public SnapshotSource(ConfigLoader loader, ConfigResult started, TimeProvider time, ILogger<SnapshotSource> logger)
    {
        this.loader = loader;
        this.started = started;
        this.time = time;
        this.logger = logger;
        Loaded = started;
        current = SnapshotCompiler.Compile(started.Config, loader.Providers, started.Credentials);
        lastReload = new ReloadStatus(time.GetUtcNow(), current.ConfigHash, [], started.Warnings);
    }

    /// <inheritdoc />
    public event EventHandler<GatewaySnapshot>? Swapped;

    /// <inheritdoc />
    public GatewaySnapshot Current => current;

    /// <summary>How the last load went; the start counts as one.</summary>
    public ReloadStatus LastReload => lastReload;

    /// <summary>What was read last, in force or refused.</summary>
    internal ConfigResult Loaded { get; private set; }

    /// <summary>Reads the configuration again and swaps it in, unless it has faults.</summary>
    public ReloadStatus Reload() => Apply(Read());

    /// <summary>Reads the file that the process started with, or the one that has appeared since.</summary>
    internal ConfigResult Read() => loader.Load(started.File);

    /// <summary>Swaps a configuration in, unless it has faults.</summary>
    internal ReloadStatus Apply(ConfigResult loaded)
    {
        lock (reloading)
        {
            Loaded = loaded;
            if (loaded.IsValid)
            {
                current = SnapshotCompiler.Compile(loaded.Config, loader.Providers, loaded.Credentials);
            }

            lastReload = new ReloadStatus(time.GetUtcNow(), current.ConfigHash, loaded.Faults, [.. loaded.Warnings, .. WaitingForRestart(loaded)]);
            ReloadLog.Write(logger, lastReload);
            if (loaded.IsValid)
            {
                Swapped?.Invoke(this, current);
            }

            return lastReload;
        }
    }

    private IEnumerable<ConfigFault> WaitingForRestart(ConfigResult loaded) => !loaded.IsValid ? [] :
        RestartOptions.Changed(started.Config, loaded.Config).Select(path => new ConfigFault(
            loaded.Origins.GetValueOrDefault(path, ConfigOrigin.Default),
            path,
            $"`{path}` is read at start only; the value from then stays in force.",
            "Restart changeover to apply it."));
}
