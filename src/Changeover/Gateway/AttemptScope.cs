using System.Globalization;
using Changeover.Gateway.Admission;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway;

/// <summary>One attempt while it runs. Its outcome is told once: to the target's health and to the record.</summary>
internal sealed class AttemptScope(Exchange exchange, TargetState target, TimeProvider time, FormatRepair? repair)
{
    private readonly TimeSpan _startedAfter = exchange.Elapsed;
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
        ClientRequestId = exchange.Attempts.Count == 0 ? exchange.Id : string.Create(CultureInfo.InvariantCulture, $"{exchange.Id}-{exchange.Attempts.Count + 1}"),
        Repair = repair,
        ForcedOutput = exchange.Bounds.Forced,
        PassThrough = exchange.Operation == Operation.PassThrough ? PassThroughRequest.Of(exchange.Http.Request) : null,
    };

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private TimeSpan? _firstContent;
    private OpenedAnswer _opened;
    private bool _ended;

    /// <summary>Sends the request.</summary>
    public async ValueTask<OpenedAnswer> OpenAsync() => _opened = await target.Upstream.Connection.OpenAsync(_attempt, exchange.ClientGone);

    /// <summary>The first content came: this is the answer, and the client is told whose, and what it cost in translation.</summary>
    public void Commit(UpstreamAnswer answer)
    {
        _firstContent = exchange.Elapsed - _startedAfter;
        exchange.TimeToFirstContent = exchange.Elapsed;
        exchange.Answer = answer;
        exchange.Answering = target;
        exchange.Losses = _attempt.Losses;
        var headers = exchange.Http.Response.Headers;
        headers[GatewayHeaders.Target] = target.Label;
        if (exchange.Access is { } access)
        {
            headers[GatewayHeaders.Access] = AccessRulings.HeaderOf(access.Of(target));
        }

        if (_attempt.Losses.Count > 0)
        {
            headers[GatewayHeaders.Loss] = LossHeader.Of(_attempt.Losses);
        }
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
        var estimate = PartialUsage.Of(exchange, outcome, _opened.Answer);
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
            Status = outcome.Error?.Status ?? (_opened.Answer is null ? null : StatusCodes.Status200OK),
            ProviderCode = outcome.Error?.Code ?? outcome.Error?.Type,
            UpstreamRequestId = _opened.UpstreamRequestId,
            Usage = _opened.Answer?.Usage,
            Estimate = estimate,
            StartedAfter = _startedAfter,
            Duration = exchange.Elapsed - _startedAfter,
            TimeToFirstContent = _firstContent,
            Cost = Cost(estimate),
        });
        Tell(outcome);
        return outcome;
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
        }
        else
        {
            target.Upstream.Failed(target.Health, now, outcome.Class.Value, outcome.Error?.RetryAfter);
        }
    }
}
