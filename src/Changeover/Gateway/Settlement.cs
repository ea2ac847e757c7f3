using Changeover.Gateway.Admission;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Storage;

namespace Changeover.Gateway;

/// <summary>Step 9: one durable record per request, whatever happened.</summary>
internal sealed partial class Settlement(IRecordStore records, AdmissionDesk admission, UnderWay underWay, IEnumerable<IRecordConsumer> consumers, ILogger<Settlement> logger)
{
    private readonly IRecordConsumer[] _consumers = [.. consumers];

    /// <summary>Makes the record durable; false = it could not be kept, and the answer must not end as if it were.</summary>
    public async ValueTask<bool> SettleAsync(Exchange exchange, int status, string? errorCode, bool clientGone = false)
    {
        if (exchange.Settled)
        {
            return true;
        }

        exchange.Settled = true;
        var record = WithBodies(exchange, exchange.Record(status, errorCode, clientGone));
        try
        {
            // Not the client's token: the record outlives the client.
            await records.AppendAsync(record, CancellationToken.None);
            underWay.Forget(exchange);
        }
        catch (StorageException failure)
        {
            LogNotKept(failure, exchange.Id);
            return false;
        }
        finally
        {
            // What was used was used, whether its record could be kept or not.
            await admission.SettleAsync(exchange);
        }

        foreach (var consumer in _consumers)
        {
            consumer.Consume(record);
        }

        return true;
    }

    /// <summary>The client went away.</summary>
    public async Task SettleClientGoneAsync(Exchange exchange) => await SettleAsync(
        exchange,
        exchange.Http.Response.HasStarted ? StatusCodes.Status200OK : StatusCodes.Status499ClientClosedRequest,
        errorCode: null,
        clientGone: true);

    /// <summary>A fault of ours: the client gets a clean error, the log the details.</summary>
    public async Task SettleBugAsync(Exchange exchange, Exception bug)
    {
        LogBug(bug, exchange.Id);
        var error = GatewayError.Plain(ErrorCodes.InternalError);
        await SettleAsync(exchange, error.Status, error.Word);
        if (exchange.Http.Response.HasStarted)
        {
            exchange.Http.Abort();
            return;
        }

        await ErrorResponse.WriteAsync(exchange.Http.Response, exchange.Client.Dialect, error);
    }

    private static RequestRecord WithBodies(Exchange exchange, RequestRecord record) =>
        exchange is { KeepsBodies: true, Route: { } route }
            ? record with
            {
                RequestBody = BodyRedactor.Of(route).Redact(exchange.Body.WrittenSpan),
                AnswerBody = AnswerBody(exchange, route),
            }
            : record;

    private static string? AnswerBody(Exchange exchange, RouteModel route)
    {
        if (exchange.Answer is not { Length: not null } whole)
        {
            return exchange.Copy is { } copy ? BodyRedactor.Of(route).Redact(copy.Kept.WrittenSpan, copy.Written) : null;
        }

        using var body = new PooledBuffer(4096);
        whole.WriteEnd(body);
        return BodyRedactor.Of(route).Redact(body.WrittenSpan);
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "The record of request {RequestId} could not be kept; its answer was not completed.")]
    private partial void LogNotKept(Exception failure, string requestId);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Request {RequestId} met a fault in Changeover.")]
    private partial void LogBug(Exception bug, string requestId);
}
