using System.Buffers;
using Changeover.Gateway.Admission;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Queueing;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway;

/// <summary>One attempt while it runs: what it has read so far is its own, until it is committed to. Its outcome is told once: to the target's health and to the record.</summary>
internal sealed class AttemptScope(Exchange exchange, TargetState target, TimeProvider time, Place place, FormatRepair? repair = null) : IAsyncDisposable
{
    private readonly Attempt _attempt = new(
        target,
        exchange.Operation,
        exchange.Client,
        exchange.Body.WrittenMemory,
        exchange.Outline!,
        exchange.Runtime.Snapshot.Config.Server.MaxAnswer,
        exchange.Route!.Config,
        exchange.Conversations,
        exchange.Caller?.Owner)
    {
        ClientRequestId = exchange.NextAttemptId(),
        Draft = exchange.Client.Memory?.Answer is { } wished ? new ResponseDraft(wished) : null,
        Repair = repair,
        ForcedOutput = exchange.Bounds.Forced,
        PassThrough = exchange.Operation == Operation.PassThrough ? PassThroughRequest.Of(exchange.Http.Request) : null,
    };

    /// <summary>Only where there may be a race is there somebody else to cancel it than the client.</summary>
    private readonly CancellationTokenSource? _cancel = exchange.Route.Config.Hedge is null ? null : CancellationTokenSource.CreateLinkedTokenSource(exchange.ClientGone);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private TimeSpan? _firstContent;
    private OpenedAnswer _opened;
    private bool _ended;

    /// <summary>Where to.</summary>
    public TargetState Target => target;

    /// <summary>From the request's arrival to its start.</summary>
    public TimeSpan StartedAfter { get; } = exchange.Elapsed;

    /// <summary>It was started beside a late one.</summary>
    public bool IsHedge { get; init; }

    /// <summary>What came before the first content, and with it.</summary>
    public PooledBuffer Preamble { get; } = new(1024);

    /// <summary>What the latest read gave.</summary>
    public AnswerStep Step { get; private set; }

    /// <summary>Completes with null at the first content, else with the failure; is cancelled when the client goes, or when the race is lost.</summary>
    public Task<AttemptOutcome?> Begun { get; private set; } = Task.FromResult<AttemptOutcome?>(null);

    private CancellationToken Cancelled => _cancel?.Token ?? exchange.ClientGone;

    /// <summary>Sends the request, and reads on until <see cref="Begun"/> is complete.</summary>
    public Task<AttemptOutcome?> BeginAsync()
    {
        exchange.Running.Add(this);
        return Begun = ReadFirstContentAsync();
    }

    /// <summary>The first content came: this is the answer, and the client is told whose, and what it cost in translation.</summary>
    public UpstreamAnswer Commit()
    {
        var answer = _opened.Answer!;
        _firstContent = exchange.Elapsed - StartedAfter;
        target.Health.Answers();
        target.Health.Times.Add(_firstContent.Value, exchange.Outline!.Stream);
        exchange.TimeToFirstContent = exchange.Elapsed;
        exchange.Answer = answer;
        exchange.Losses = _attempt.Losses;
        var headers = exchange.Http.Response.Headers;
        headers[GatewayHeaders.Target] = target.Label;
        AccessGate.Tell(exchange, target);
        if (_attempt.Losses.Count > 0)
        {
            headers[GatewayHeaders.Loss] = LossHeader.Of(_attempt.Losses);
        }

        return answer;
    }

    /// <summary>Reads on, after the first content.</summary>
    public async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output) => Step = await _opened.Answer!.ReadAsync(output, Cancelled);

    /// <summary>Ends an attempt that may still run; the upstream's request is cancelled at once.</summary>
    public async Task CancelAsync(AttemptOutcome why)
    {
        await StopAsync();
        End(why);
    }

    /// <summary>The attempt is over; from here on what the provider said holds no secret. Only the first call counts.</summary>
    public AttemptOutcome End(AttemptOutcome ended)
    {
        var outcome = ended.Error is null ? ended : ended with { Error = target.Redact(ended.Error) };
        if (_ended)
        {
            return outcome;
        }

        _ended = true;
        if (outcome.Succeeded)
        {
            _opened.Answer!.Keep();
            _attempt.Draft?.HandOver();
        }

        exchange.Running.Remove(this);
        place.Dispose();
        var estimate = PartialUsage.Of(exchange, outcome, _opened.Answer, isWhole: Step == AnswerStep.Complete);
        exchange.Attempts.Add(new AttemptRecord
        {
            Upstream = target.Upstream.Model.Name,
            Provider = target.Upstream.Model.Provider.Name,
            RequestModel = target.Model.RequestModel,
            ResponseModel = _opened.Answer?.ResponseModel,
            Stage = outcome.Stage,
            Party = outcome.Party,
            Class = outcome.Class,
            Fault = outcome.Fault,
            Hedge = IsHedge,
            Status = outcome.Error?.Status ?? (_opened.Answer is null ? null : StatusCodes.Status200OK),
            ProviderCode = outcome.Error?.Code ?? outcome.Error?.Type,
            UpstreamRequestId = _opened.UpstreamRequestId,
            Usage = _opened.Answer?.Usage,
            Estimate = estimate,
            StartedAfter = StartedAfter,
            Duration = exchange.Elapsed - StartedAfter,
            TimeToFirstContent = _firstContent,
            Cost = Cost(estimate),
        });
        Tell(outcome);
        return outcome;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        place.Dispose();
        await (_opened.Answer?.DisposeAsync() ?? ValueTask.CompletedTask);
        Preamble.Dispose();
        _cancel?.Dispose();
    }

    private async Task<AttemptOutcome?> ReadFirstContentAsync()
    {
        _opened = await target.Upstream.Connection.OpenAsync(_attempt, Cancelled);
        _opened = _opened with { Answer = AccessGate.WhileAllowed(exchange, target, _opened.Answer, time) };
        if (_opened.Answer is not { } answer)
        {
            return _opened.Failure;
        }

        while (await ReadAsync(Preamble) == AnswerStep.Preamble)
        {
        }

        return Step == AnswerStep.Failed ? answer.Failure : null;
    }

    private async Task StopAsync()
    {
        if (!Begun.IsCompleted)
        {
            await (_cancel?.CancelAsync() ?? Task.CompletedTask);
            await ((Task)Begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>An error costs nothing; what a provider had begun to give is never free.</summary>
    private RecordedCost? Cost(TokenUsage? estimate) => estimate is not null || _opened.Answer is { } answer && (answer.Usage is not null || _firstContent is not null)
        ? RecordedCost.Of(target.Prices.Price(CallFacts.Of(exchange, _startedAt), estimate ?? _opened.Answer!.Usage), estimated: estimate is not null)
        : null;

    private void Tell(AttemptOutcome outcome)
    {
        var now = time.GetUtcNow();
        if (outcome.Succeeded)
        {
            target.Health.Succeeded(now, _firstContent);
        }
        else if (outcome.Class is null or ErrorClass.BadRequest or ErrorClass.ContentFilter or ErrorClass.ContextLength || outcome.Party != Party.Upstream)
        {
            target.Health.Neutral();
            if (outcome.Fault == AttemptFaults.RaceLost && !IsHedge)
            {
                // It would have taken longer: left out, the late ones would be missing from the times that tell who is late.
                target.Health.Times.Add(exchange.Elapsed - StartedAfter, exchange.Outline!.Stream);
            }
        }
        else
        {
            target.Upstream.Failed(target.Health, now, outcome.Class.Value, outcome.Error?.RetryAfter);
        }
    }
}
