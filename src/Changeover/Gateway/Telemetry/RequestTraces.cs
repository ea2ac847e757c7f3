using System.Diagnostics;
using Changeover.Gateway.Recording;
using Changeover.Providers;

namespace Changeover.Gateway.Telemetry;

/// <summary>One span per request and one per attempt, drawn from the record once it is finished: tracing costs nothing while the answer runs, and nothing at all without a listener.</summary>
internal sealed class RequestTraces : IRecordConsumer, IDisposable
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Changeover";

    private readonly ActivitySource _source = new(SourceName);

    /// <inheritdoc />
    public void Consume(RequestRecord record)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        var operation = record.Operation.SemanticName();
        using var request = _source.StartActivity(
            $"{operation} {record.Route}", ActivityKind.Server, Caller(Activity.Current), startTime: record.StartedAt);
        if (request is null)
        {
            return;
        }

        request.SetTag(GenAiAttributes.OperationName, operation)
            .SetTag(GenAiAttributes.ResponseModel, record.ResponseModel)
            .SetTag(GenAiAttributes.ResponseId, record.ResponseId)
            .SetTag(GenAiAttributes.InputTokens, record.Usage?.Input)
            .SetTag(GenAiAttributes.OutputTokens, record.Usage?.Output)
            .SetTag(ChangeoverAttributes.RequestId, record.Id)
            .SetTag(ChangeoverAttributes.Route, record.Route)
            .SetTag(ChangeoverAttributes.KeyId, record.KeyId)
            .SetTag(ChangeoverAttributes.ConfigHash, record.ConfigHash)
            .SetTag(GenAiAttributes.FinishReasons, record.FinishReason is { } reason ? new[] { reason.ToString() } : null);
        Fail(request, record.ErrorCode ?? (record.ClientGone ? AttemptFaults.ClientGone : null));
        foreach (var attempt in record.Attempts)
        {
            Draw(record, attempt, operation, request.Context);
        }

        request.SetEndTime((record.StartedAt + record.Duration).UtcDateTime);
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();

    /// <summary>The client's own span, from its <c>traceparent</c>; the server's activity between the two is exported nowhere, and a child of it would hang in the air.</summary>
    private static ActivityContext Caller(Activity? server) => server is { Parent: null } && server.ParentSpanId != default
        ? new ActivityContext(server.TraceId, server.ParentSpanId, server.ActivityTraceFlags, server.TraceStateString, isRemote: true)
        : default;

    private void Draw(RequestRecord record, AttemptRecord attempt, string operation, ActivityContext parent)
    {
        var start = record.StartedAt + attempt.StartedAfter;
        using var span = _source.StartActivity($"{operation} {attempt.RequestModel}", ActivityKind.Client, parent, startTime: start);
        span?.SetTag(GenAiAttributes.OperationName, operation)
            .SetTag(GenAiAttributes.ProviderName, attempt.Provider)
            .SetTag(GenAiAttributes.RequestModel, attempt.RequestModel)
            .SetTag(GenAiAttributes.ResponseModel, attempt.ResponseModel)
            .SetTag(ChangeoverAttributes.Upstream, attempt.Upstream)
            .SetTag(ChangeoverAttributes.Stage, attempt.Stage.ToString())
            .SetTag(ChangeoverAttributes.Party, attempt.Party.ToString());
        if (span is not null)
        {
            Fail(span, attempt.Fault);
            span.SetEndTime((start + attempt.Duration).UtcDateTime);
        }
    }

    private static void Fail(Activity span, string? error)
    {
        if (error is not null)
        {
            span.SetTag(GenAiAttributes.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        }
    }
}
