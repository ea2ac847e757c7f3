namespace Changeover.Gateway.Recording;

/// <summary>The system of record for finished requests.</summary>
public interface IRecordStore : IAsyncDisposable
{
    /// <summary>Completes when the record is durable: a <c>kill -9</c> after that does not lose it. Waits when the writer is behind; never drops.</summary>
    ValueTask AppendAsync(RequestRecord record, CancellationToken cancellationToken);
}
