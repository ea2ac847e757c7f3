namespace Changeover.Gateway.Snapshot;

/// <summary>Reloads when the file or a credential changes. It compares contents every two seconds, which holds for editors that replace the file, for symbolic links that are swapped,
/// and for file systems that report nothing; a report from the file system only makes it look sooner.</summary>
internal sealed partial class ConfigWatch(SnapshotSource source, TimeProvider time, ILogger<ConfigWatch> logger) : IHostedService, IDisposable
{
    /// <summary>How often contents are compared.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>How long contents must stay the same before they count: a file may be half written.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly Lock _looking = new();
    private ITimer? _timer;
    private FileSystemWatcher? _reports;
    private ConfigResult? _pending;
    private bool _soon;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Look(), null, Period, Timeout.InfiniteTimeSpan);
        _reports = Path.GetDirectoryName(source.Loaded.File) is { Length: > 0 } folder ? Reports(folder) : null;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _reports?.Dispose();
        _timer?.Dispose();
    }

    private void Look()
    {
        lock (_looking)
        {
            _soon = false;
            try
            {
                Compare();
            }
            catch (Exception fault)
            {
                _pending = null;
                Failed(logger, fault);
            }

            _timer?.Change(_pending is null ? Period : Settling, Timeout.InfiniteTimeSpan);
        }
    }

    private void Compare()
    {
        var found = source.Read();
        if (found.IsSameAs(source.Loaded))
        {
            _pending = null;
        }
        else if (_pending is not null && found.IsSameAs(_pending))
        {
            _pending = null;
            source.Apply(found);
        }
        else
        {
            _pending = found;
        }
    }

    private FileSystemWatcher? Reports(string folder)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder);
            watcher.Changed += (_, _) => LookSoon();
            watcher.Created += (_, _) => LookSoon();
            watcher.Renamed += (_, _) => LookSoon();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException)
        {
            // No folder, or the system's limit of watches is reached: the look every two seconds remains.
            watcher?.Dispose();
            return null;
        }
    }

    private void LookSoon()
    {
        lock (_looking)
        {
            // Once per look: a folder that never rests must not put it off for ever.
            if (!_soon)
            {
                _soon = true;
                _timer?.Change(Settling, Timeout.InfiniteTimeSpan);
            }
        }
    }

    [LoggerMessage(1104, LogLevel.Error, "Looking for a new configuration failed; the old one stays in force")]
    private static partial void Failed(ILogger logger, Exception fault);
}
