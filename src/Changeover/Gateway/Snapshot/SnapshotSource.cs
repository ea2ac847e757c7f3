using Changeover.Gateway.Snapshot.Options;

namespace Changeover.Gateway.Snapshot;

/// <summary>Holds the snapshot in force. A reload that has faults is reported whole and changes nothing.</summary>
public sealed class SnapshotSource : ISnapshotSource
{
    private static readonly ConfigFault Emptied = new(
        ConfigOrigin.Default, "", "The file is empty: it is half written, or its content was lost.", "Write the configuration again; for the demo model alone, start without a file.");

    private readonly ConfigLoader _loader;
    private readonly ConfigResult _started;
    private readonly TimeProvider _time;
    private readonly ILogger<SnapshotSource> _logger;
    private readonly Lock _reloading = new();
    private volatile GatewaySnapshot _current;
    private volatile ReloadStatus _lastReload;

    /// <summary>Compiles the configuration that the process starts with.</summary>
    /// <param name="loader">Loads it again.</param>
    /// <param name="started">Without faults; its file is the one that is watched.</param>
    /// <param name="time">Clock of <see cref="LastReload"/>.</param>
    /// <param name="logger">Told of every reload.</param>
    public SnapshotSource(ConfigLoader loader, ConfigResult started, TimeProvider time, ILogger<SnapshotSource> logger)
    {
        _loader = loader;
        _started = started;
        _time = time;
        _logger = logger;
        Loaded = started;
        _current = SnapshotCompiler.Compile(started.Config, loader.Providers, started.Credentials);
        _lastReload = new ReloadStatus(time.GetUtcNow(), _current.ConfigHash, [], started.Warnings);
    }

    /// <inheritdoc />
    public event EventHandler<GatewaySnapshot>? Swapped;

    /// <inheritdoc />
    public GatewaySnapshot Current => _current;

    /// <summary>How the last load went; the start counts as one.</summary>
    public ReloadStatus LastReload => _lastReload;

    /// <summary>What was read last, in force or refused.</summary>
    internal ConfigResult Loaded { get; private set; }

    /// <summary>Reads the configuration again and swaps it in, unless it has faults.</summary>
    public ReloadStatus Reload() => Apply(Read());

    /// <summary>Reads what was pushed, or the same file, again, or one that has appeared since; a file once read never gives way to the built-in default, neither by going away nor by being emptied.</summary>
    internal ConfigResult Read()
    {
        if (Loaded.Version is not null)
        {
            return _loader.Read(null, Loaded.Text) with { Version = Loaded.Version };
        }

        var found = _loader.Load(Loaded.File);
        return found.IsValid && string.IsNullOrWhiteSpace(found.Text) && !string.IsNullOrWhiteSpace(_started.Text)
            ? found with { Faults = [Emptied] }
            : found;
    }

    /// <summary>Swaps in what was pushed, unless it has faults here.</summary>
    internal ReloadStatus Publish(long version, string text) => Apply(_loader.Read(null, text) with { Version = version });

    /// <summary>Swaps a configuration in, unless it has faults. Listeners of <see cref="Swapped"/> run before the next reload can begin.</summary>
    internal ReloadStatus Apply(ConfigResult loaded)
    {
        lock (_reloading)
        {
            Loaded = loaded;
            if (loaded.IsValid)
            {
                _current = SnapshotCompiler.Compile(loaded.Config, _loader.Providers, loaded.Credentials);
                Swapped?.Invoke(this, _current);
            }

            // Told last: whoever reads that a reload went well can rely on it.
            _lastReload = new ReloadStatus(_time.GetUtcNow(), _current.ConfigHash, loaded.Faults, [.. loaded.Warnings, .. WaitingForRestart(loaded)]);
            ReloadLog.Write(_logger, _lastReload);
            return _lastReload;
        }
    }

    private IEnumerable<ConfigFault> WaitingForRestart(ConfigResult loaded) => !loaded.IsValid ? [] :
        RestartOptions.Changed(_started.Config, loaded.Config).Select(path => new ConfigFault(
            loaded.Origins.GetValueOrDefault(path, ConfigOrigin.Default),
            path,
            $"`{path}` is read at start only; the value from then stays in force.",
            "Restart changeover to apply it."));
}
