using System.Buffers;
using Changeover.Gateway.Admission;
using Changeover.Gateway.Conversations;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Hedging;
using Changeover.Gateway.Queueing;
using Changeover.Gateway.Recall;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Routing;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Gateway;

/// <summary>
/// The story of one request, in nine steps. <c>docs/request-trace.md</c> follows one through.
/// <code>
/// 1 Identify   who calls                                     ┐ a refusal here costs no upstream anything
/// 2 Read       the body, under a limit; model, stream, tools │
/// 3 Admit      route, limits: may this caller ask this now    ┘
/// 4 Plan       which targets can and may answer, best first
/// 5 Recall     the same request was answered before, and its route gives answers again
/// 6 Attempt    place, reserve → send → headers → first content      ┐ retry, next target
/// 7 Commit     status and headers to the client              ┘ only above this line
/// 8 Relay      bytes to the client, one flush per read
/// 9 Settle     the record is durable, then the answer ends
/// </code>
/// </summary>
internal sealed class RequestPipeline(
    GatewayRuntime runtime, CallerIdentification callers, AdmissionDesk admission, Entrance entrance, IAnswerCache cache, Settlement settlement, ConversationMemory conversations, RecordIdSource ids, Chance chance, TimeProvider time)
{
    /// <summary>Answers one request. Every way out leaves exactly one record.</summary>
    public async Task HandleAsync(HttpContext http, ClientRequest client)
    {
        using var exchange = new Exchange(http, client, conversations, runtime.Enter(), ids.Next(), time);
        http.Response.Headers[GatewayHeaders.RequestId] = exchange.Id;
        try
        {
            var refusal = Identify(exchange) ?? await ReadAsync(exchange) ?? await admission.AdmitAsync(exchange) ?? await AnswerAsync(exchange);
            if (refusal is not null)
            {
                await settlement.SettleAsync(exchange, refusal.Status, refusal.Word);
                await ErrorResponse.WriteAsync(http.Response, client.Dialect, refusal);
            }
        }
        catch (OperationCanceledException) when (exchange.ClientIsGone)
        {
            await settlement.SettleClientGoneAsync(exchange);
        }
        catch (Exception bug)
        {
            await settlement.SettleBugAsync(exchange, bug);
        }
    }

    /// <summary>1 Identify. Before the body is read: a stranger does not get to fill our memory.</summary>
    private GatewayError? Identify(Exchange exchange)
    {
        (exchange.Caller, var refusal) = callers.Identify(exchange.Http);
        return refusal;
    }

    /// <summary>2 Read.</summary>
    private static async ValueTask<GatewayError?> ReadAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        if (exchange.Operation != Operation.PassThrough && (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0))
        {
            return GatewayError.Plain(ErrorCodes.UnsupportedContentType);
        }

        var limit = exchange.Runtime.LargestBody;
        try
        {
            if (!await exchange.WaitFor(BodyReader.TryReadAsync(request, exchange.Body, limit, exchange.ClientGone)))
            {
                return GatewayError.TooLarge(limit);
            }
        }
        catch (BadHttpRequestException bad)
        {
            return GatewayError.Plain(bad.StatusCode == StatusCodes.Status408RequestTimeout ? ErrorCodes.RequestTimeout : ErrorCodes.InvalidJson);
        }

        if (exchange.Operation == Operation.PassThrough)
        {
            exchange.Outline = PassThroughRequest.Outline(request, exchange.Body.WrittenSpan, exchange.Runtime.Snapshot);
            return exchange.Outline is null ? GatewayError.Plain(ErrorCodes.UnknownUrl) : null;
        }

        return exchange.Understand();
    }

    /// <summary>4 Plan, 5 Recall, else 6 Attempt until one answers; null = the client has its answer.</summary>
    private async Task<GatewayError?> AnswerAsync(Exchange exchange)
    {
        var route = exchange.Route!;
        var candidates = CandidatePlanner.Plan(exchange, chance.Current, time.GetUtcNow());
        if (candidates.Length == 0)
        {
            return CandidatePlanner.Refusal(exchange);
        }

        if (cache.Recall(exchange, candidates) is { } kept)
        {
            await FinishAsync(exchange, exchange.Answer = kept, AttemptOutcome.Success);
            return null;
        }

        exchange.Runtime.RetryBudget.Earn();
        AttemptOutcome? failure = null;
        var hedge = Hedge.Of(exchange, candidates, entrance, time);
        foreach (var (target, waits) in Entrance.Turns(exchange, candidates))
        {
            if (target == hedge?.Target)
            {
                continue; // It was asked beside another.
            }

            FormatRepair? repair = null;
            for (var tries = 1; await entrance.EnterAsync(exchange, target, waits) is { } place; tries++)
            {
                failure = await AttemptAsync(exchange, new AttemptScope(exchange, target, time, place, repair), hedge);
                if (failure is null)
                {
                    return null;
                }

                var next = FallbackRule.After(failure.Class!.Value, failure.Error?.RetryAfter is not null, target == candidates[^1], route.Config);
                if (next == NextStep.Answer)
                {
                    return GatewayError.Of(failure);
                }

                // Who cannot mend the format of its answer when it is shown what is wrong is not asked a third time.
                var isUnmended = repair is not null && failure.Repair is not null;
                repair = failure.Repair;
                if (next == NextStep.NextTarget || isUnmended || tries >= route.Config.Retry.Attempts || !exchange.Runtime.RetryBudget.TrySpend()
                    || Backoff.Before(route.Config.Retry, tries, failure.Error?.RetryAfter, chance.Current.NextDouble()) is not { } pause)
                {
                    break;
                }

                await exchange.WaitFor(Task.Delay(pause, time, exchange.ClientGone));
            }
        }

        return failure is not null ? GatewayError.Of(failure)
            : exchange.NoRoom ?? GatewayError.Plain(ErrorCodes.NoTargetAvailable) with { RetryAfter = CandidatePlanner.UntilFirstOpens(candidates, time.GetUtcNow()) };
    }

    /// <summary>6 Attempt: one try, up to its first content. null = it was committed to, and the client has its answer, whole or with an error event at its end.</summary>
    private async Task<AttemptOutcome?> AttemptAsync(Exchange exchange, AttemptScope first, Hedge? hedge)
    {
        await using var race = new AttemptRace(first, hedge);
        try
        {
            if (await exchange.WaitFor(race.RunAsync()) is { } failure)
            {
                return failure;
            }

            var answer = race.Winner.Commit();
            var outcome = answer.Length is null ? await RelayAsync(exchange, answer, race.Winner) : AttemptOutcome.Success;
            race.Winner.End(outcome);
            await FinishAsync(exchange, answer, outcome);
            return null;
        }
        catch (OperationCanceledException) when (exchange.ClientIsGone)
        {
            await race.LeaveAsync(AttemptOutcome.ClientGone(exchange.Answer is null ? Stage.FirstContent : Stage.Relay));
            throw;
        }
    }

    /// <summary>7 Commit and 8 Relay. From the first flushed byte on: no retry, no second model, ever, because the client may have acted on what it read.</summary>
    private static async Task<AttemptOutcome> RelayAsync(Exchange exchange, UpstreamAnswer answer, AttemptScope attempt)
    {
        var response = exchange.Http.Response;
        response.ContentType = answer.ContentType;
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        var output = exchange.Output;
        output.Write(attempt.Preamble.WrittenSpan);
        while (attempt.Step is AnswerStep.Content or AnswerStep.Preamble)
        {
            if ((await exchange.WaitFor(response.BodyWriter.FlushAsync(exchange.ClientGone))).IsCompleted)
            {
                exchange.ClientIsGone = true;
                throw new OperationCanceledException(exchange.ClientGone);
            }

            await exchange.WaitFor(attempt.ReadAsync(output));
        }

        return attempt.Step == AnswerStep.Complete ? AttemptOutcome.Success : answer.Failure!;
    }

    /// <summary>9 Settle: the record first, then the end of the answer, so that whoever has the whole answer has a record.</summary>
    private async Task FinishAsync(Exchange exchange, UpstreamAnswer answer, AttemptOutcome outcome)
    {
        var response = exchange.Http.Response;
        var error = outcome.Succeeded ? null : ErrorCodes.ForBroken(outcome);
        if (exchange.Client.Memory is { } memory && !await memory.TryKeepAsync())
        {
            error = ErrorCodes.RecordNotKept;
        }

        if (!await settlement.SettleAsync(exchange, error is null || answer.Length is null ? StatusCodes.Status200OK : error.Status, error?.Code))
        {
            error = ErrorCodes.RecordNotKept;
        }

        if (error is not null && answer.Length is not null)
        {
            await ErrorResponse.WriteAsync(response, exchange.Client.Dialect, GatewayError.Plain(error));
            return;
        }

        if (error is not null)
        {
            answer.WriteFailure(GatewayError.Plain(error).ForClient(exchange.Id), response.BodyWriter);
            await (exchange.Client.Memory?.TryKeepAsync() ?? ValueTask.FromResult(true));
        }
        else
        {
            if (answer.Length is { } length)
            {
                response.ContentType = answer.ContentType;
                response.ContentLength = length;
            }

            answer.WriteEnd(exchange.Output);
            cache.Keep(exchange);
        }

        await response.CompleteAsync();
    }
}
