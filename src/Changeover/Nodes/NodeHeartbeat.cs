using System.Security.Cryptography;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Nodes;

/// <summary>Says every second that this node is there and what it runs, and takes its leave at a planned end.</summary>
internal sealed partial class NodeHeartbeat(NodeStore nodes, SnapshotSource source, string urls, TimeProvider clock, ILogger<NodeHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer = new(Period, clock);
    private readonly string _id = "n_" + RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 10);
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    /// <inheritdoc />
    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            do
                Try(Beat);
            while (await _timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Try(() => nodes.Leave(_id));
        }
    }

    private void Beat() => nodes.Beat(new Node
    {
        Id = _id,
        Host = Environment.MachineName,
        Urls = urls,
        Version = VersionCommand.Version,
        StartedAt = _started,
        SeenAt = clock.GetUtcNow(),
        ConfigHash = source.Current.ConfigHash,
        ReloadFailed = !source.LastReload.Succeeded,
    });

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (StorageException e)
        {
            Failed(e.Message);
        }
    }

    [LoggerMessage(2031, LogLevel.Warning, "Other nodes do not see this one: its row could not be written. {Reason}")]
    private partial void Failed(string reason);
}
