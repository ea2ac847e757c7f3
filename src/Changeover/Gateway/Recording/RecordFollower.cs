using System.Runtime.CompilerServices;

namespace Changeover.Gateway.Recording;

/// <summary>Follows what the gateway writes, from this or another process.</summary>
internal sealed class RecordFollower(RecordReader reader, TimeProvider clock)
{
    /// <summary>Time between two looks when nothing is new.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>Records that match and are written from now on, in their order; ends when cancelled.</summary>
    public async IAsyncEnumerable<RequestRecord> FollowAsync(RecordFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = reader.End();
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            // What is written after this look is met by the next one; what does not match need not be looked at again.
            for (var end = reader.End(); position < end;)
            {
                var page = reader.Between(position, end, filter);
                foreach (var (_, record) in page)
                    yield return record;
                position = page.Count > 0 ? page[^1].Position : end;
            }
        }
        while (await TickAsync(timer, cancellationToken));
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
