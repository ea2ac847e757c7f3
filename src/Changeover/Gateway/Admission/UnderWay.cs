using Changeover.Gateway.Pricing;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Inflight;
using Changeover.Gateway.Upstream;
using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Admission;

/// <summary>Notes each attempt in the journal before anything is sent, with the worst that it can cost.</summary>
internal sealed partial class UnderWay(InflightJournal journal, ILogger<UnderWay> log)
{
    /// <summary>False = the journal cannot be written, and nothing may be sent. What this process computes itself is charged by nobody.</summary>
    public bool TryNote(Exchange exchange, TargetState target)
    {
        if (!IsCharged(target))
        {
            return true;
        }

        AttemptRecord[] running =
        [
            .. exchange.Running.Where(attempt => IsCharged(attempt.Target)).Select(attempt => Running(exchange, attempt.Target, attempt.StartedAfter)),
            Running(exchange, target, exchange.Elapsed),
        ];
        try
        {
            exchange.Slot = journal.Write(Entry(exchange, running), exchange.Slot);
            return true;
        }
        catch (IOException failure)
        {
            LogNotNoted(failure, exchange.Id);
            return false;
        }
    }

    /// <summary>The record is durable.</summary>
    public void Forget(Exchange exchange)
    {
        if (exchange.Slot is { } slot)
        {
            exchange.Slot = null;
            journal.Free(slot);
        }
    }

    private static InflightEntry Entry(Exchange exchange, AttemptRecord[] running) => new()
    {
        Id = exchange.Id,
        StartedAt = exchange.StartedAt,
        Operation = exchange.Operation,
        Dialect = exchange.Client.Dialect.Dialect,
        Streaming = exchange.Outline!.Stream,
        KeyId = exchange.Caller!.KeyId,
        Owner = exchange.Caller.Owner,
        Route = exchange.Route!.Name,
        ConfigHash = exchange.Runtime.Snapshot.ConfigHash,
        Ended = exchange.Attempts,
        Running = running,
        Cost = CostOfRequest.Of([.. exchange.Attempts, .. running], exchange.Runtime.Prices, exchange.StartedAt),
    };

    private static AttemptRecord Running(Exchange exchange, TargetState target, TimeSpan startedAfter) => new()
    {
        Upstream = target.Upstream.Model.Name,
        Provider = target.Upstream.Model.Provider.Name,
        RequestModel = target.Model.RequestModel,
        Stage = Stage.FirstContent,
        Party = Party.Gateway,
        Fault = AttemptFaults.GatewayKilled,
        StartedAfter = startedAfter,
        Duration = TimeSpan.Zero,
        Cost = RecordedCost.Of(Worst(exchange, target), estimated: true),
    };

    private static bool IsCharged(TargetState target) => target.Upstream.Model.Provider.Dialect != Dialect.InProcess;

    private static PriceOutcome Worst(Exchange exchange, TargetState target) => exchange.Bounds.Output is { } output
        ? target.Prices.Ceiling(CallFacts.Of(exchange, exchange.StartedAt), exchange.Bounds.Input, output)
        : UnpricedReason.UsageNotReported;

    [LoggerMessage(1021, LogLevel.Error, "Request {RequestId} could not be noted in the journal; nothing was sent.")]
    private partial void LogNotNoted(Exception failure, string requestId);
}
