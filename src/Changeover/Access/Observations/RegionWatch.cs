using System.Threading.Channels;
using Changeover.Gateway.Recording;
using Changeover.Providers;
using Changeover.Storage;

namespace Changeover.Access.Observations;

/// <summary>Learns from records which upstreams refuse which regions. The writing is done aside; of more than 1024 that wait the oldest are lost, for the next block tells the same.</summary>
internal sealed partial class RegionWatch(ObservationStore store, ILogger<RegionWatch> log) : BackgroundService, IRecordConsumer
{
    private readonly Channel<Observation> _seen = Channel.CreateBounded<Observation>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <inheritdoc />
    public void Consume(RequestRecord record)
    {
        foreach (var attempt in record.Attempts)
        {
            if (attempt.Class == ErrorClass.RegionBlocked)
            {
                var at = record.StartedAt + attempt.StartedAfter;
                _seen.Writer.TryWrite(new Observation
                {
                    Upstream = attempt.Upstream,
                    Country = record.Country ?? "",
                    Host = Environment.MachineName,
                    Provider = attempt.Provider,
                    Code = attempt.ProviderCode,
                    FirstSeenAt = at,
                    LastSeenAt = at,
                });
            }
        }
    }

    /// <inheritdoc />
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _seen.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // To the end of the channel: what was seen before the gateway stopped is written, too.
        await foreach (var observation in _seen.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                store.Add(observation);
            }
            catch (StorageException e)
            {
                NotWritten(e.Message);
            }
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "A region block that was seen could not be written down. {Reason}")]
    private partial void NotWritten(string reason);
}
