namespace Changeover.Gateway.Snapshot;

/// <summary>Listener and limits of the gateway itself.</summary>
public sealed record ServerConfig
{
    /// <summary>Addresses, separated by <c>;</c>. Default <c>http://127.0.0.1:7090</c>. Beyond loopback at least one key must exist. Read at start only.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7090";

    /// <summary>Largest request body in bytes. Default 32 MiB; a route may state its own.</summary>
    public long MaxBody { get; init; } = 32 * 1024 * 1024;

    /// <summary>Largest buffered answer in bytes. Default 64 MiB; a larger one fails the attempt.</summary>
    public long MaxAnswer { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most memory for answers that are given again, in bytes, over all routes. Default 64 MiB; the one that was not asked for longest goes first.</summary>
    public long CacheSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>Folder of the database and pulled models. Default: <c>data</c> beside the configuration file, else the user's data folder. Read at start only.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Form of the log on standard output. Default: lines for people. Read at start only.</summary>
    public LogForm Log { get; init; }

    /// <summary>How long requests are still taken after SIGTERM, while <c>/readyz</c> says that the node ends. Default none.</summary>
    public TimeSpan Notice { get; init; }

    /// <summary>How long running answers may go on after SIGTERM. Default 10 minutes. Read at start only.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Retries allowed per second of steady traffic, as a share of requests. Default 0.2: a provider that fails everything sees at most 1.2 times the load.</summary>
    public double RetryBudget { get; init; } = 0.2;
}
