using System.Text;
using System.Text.Json;

namespace Changeover.Gateway.Recording;

/// <summary>A record on its way to the disk. The request that appends it puts it in its written form, so that the one writer only writes.</summary>
internal sealed class PendingRecord(RequestRecord record)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the columns are taken from.</summary>
    public RequestRecord Record => record;

    /// <summary>The record without its bodies, as JSON.</summary>
    public byte[] Document { get; } = JsonSerializer.SerializeToUtf8Bytes(
        record.RequestBody is null && record.AnswerBody is null ? record : record with { RequestBody = null, AnswerBody = null },
        RecordJson.Default.RequestRecord);

    /// <summary>UTF-8; null = not kept.</summary>
    public byte[]? RequestBody { get; } = record.RequestBody is { } body ? Encoding.UTF8.GetBytes(body) : null;

    /// <summary>UTF-8; null = not kept.</summary>
    public byte[]? AnswerBody { get; } = record.AnswerBody is { } body ? Encoding.UTF8.GetBytes(body) : null;

    /// <summary>About what it takes on the disk, in bytes.</summary>
    public long Size => 512 + Document.Length + (RequestBody?.Length ?? 0) + (AnswerBody?.Length ?? 0);

    /// <summary>Completes when the record is durable.</summary>
    public Task Written => _written.Task;

    /// <summary>The record is durable, unless it has failed before.</summary>
    public void Succeed() => _written.TrySetResult();

    /// <summary>The record could not be written.</summary>
    public void Fail(Exception reason) => _written.TrySetException(reason);
}
