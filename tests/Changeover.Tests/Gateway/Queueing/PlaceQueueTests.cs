using Changeover.Gateway.Queueing;
using CsCheck;

namespace Changeover.Tests.Gateway.Queueing;

public sealed class PlaceQueueTests
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(4);

    [Fact]
    public void Nobody_waits_while_there_is_a_place()
    {
        var queue = new PlaceQueue(2, 10);
        Assert.Equal([true, true, false], [queue.TryTake(), queue.TryTake(), queue.TryTake()]);
        queue.Release(Held);
        Assert.True(queue.TryTake());
    }

    [Fact]
    public void Interactive_requests_overtake_batch() =>
        Assert.Equal("i1 i2 b1 b2", Order(new PlaceQueue(1, 10), ("b1", "a", Priority.Batch), ("b2", "a", Priority.Batch), ("i1", "a", Priority.Interactive), ("i2", "a", Priority.Interactive)));

    [Fact]
    public void Every_fifth_place_is_for_batch_while_both_wait() => Assert.Equal(
        "i1 i2 i3 i4 b1 i5 i6 i7 i8 b2 i9",
        Order(
            new PlaceQueue(1, 20),
            [("b1", "a", Priority.Batch), ("b2", "a", Priority.Batch), .. Enumerable.Range(1, 9).Select(i => ($"i{i}", "a", Priority.Interactive))]));

    [Fact]
    public void Owners_take_turns_however_many_each_of_them_sends() => Assert.Equal(
        "a1 b1 c1 a2 b2 a3 a4",
        Order(
            new PlaceQueue(1, 20),
            [.. new[] { "a1", "a2", "a3", "a4", "b1", "b2", "c1" }.Select(name => (name, name[..1], Priority.Interactive))]));

    [Fact]
    public void The_line_is_bounded_and_says_when_there_may_be_room()
    {
        var queue = new PlaceQueue(1, 2);
        Assert.True(queue.TryTake());
        Assert.Equal(TimeSpan.FromSeconds(1), queue.UntilRoom());
        Assert.NotNull(queue.Join("a", Priority.Interactive));
        queue.Release(Held);
        Assert.NotNull(queue.Join("a", Priority.Interactive));
        Assert.NotNull(queue.Join("b", Priority.Batch));
        Assert.Null(queue.Join("c", Priority.Interactive));
        Assert.Equal(3 * Held, queue.UntilRoom());
    }

    [Fact]
    public void Who_goes_leaves_room_and_is_not_called()
    {
        var queue = new PlaceQueue(1, 1);
        Assert.True(queue.TryTake());
        var gone = queue.Join("a", Priority.Interactive)!;
        Assert.True(queue.TryLeave(gone));
        var next = queue.Join("a", Priority.Interactive)!;
        queue.Release(Held);
        Assert.Equal((false, true), (gone.Called.IsCompleted, next.Called.IsCompleted));
        Assert.False(queue.TryLeave(next));
    }

    [Fact]
    public void No_place_is_lost_and_none_is_given_twice() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 6], Gen.Int[0, 99].List[0, 200]).Sample((places, length, steps) =>
        {
            var queue = new PlaceQueue(places, length);
            var (held, waiting) = (0, new List<Ticket>());
            foreach (var step in steps)
            {
                if (step % 3 == 0 && queue.TryTake())
                {
                    held++;
                }
                else if (step % 3 < 2 && queue.Join($"{step % 4}", step % 2 == 0 ? Priority.Batch : Priority.Interactive) is { } ticket)
                {
                    waiting.Add(ticket);
                }
                else if (step % 2 == 0 && waiting.Count > 0 && queue.TryLeave(waiting[step % waiting.Count]))
                {
                    waiting.RemoveAt(step % waiting.Count);
                }
                else if (held > 0)
                {
                    held--;
                    queue.Release(Held);
                }

                held += waiting.RemoveAll(ticket => ticket.Called.IsCompleted);
                if (held > places || waiting.Count > length || waiting.Count != queue.Waiting || (waiting.Count > 0 && held < places))
                {
                    return false;
                }
            }

            for (; held > 0 || waiting.Count > 0; held += waiting.RemoveAll(ticket => ticket.Called.IsCompleted))
            {
                held--;
                queue.Release(Held);
            }

            return queue.Waiting == 0 && Enumerable.Range(0, places).All(_ => queue.TryTake()) && !queue.TryTake();
        });

    /// <summary>In which order those who came in this one get the only place.</summary>
    private static string Order(PlaceQueue queue, params (string Name, string Who, Priority Priority)[] arrivals)
    {
        Assert.True(queue.TryTake());
        var waiting = arrivals.Select(arrival => (arrival.Name, Ticket: queue.Join(arrival.Who, arrival.Priority)!)).ToList();
        var order = new List<string>();
        while (waiting.Count > 0)
        {
            queue.Release(Held);
            var called = Assert.Single(waiting, pair => pair.Ticket.Called.IsCompleted);
            order.Add(called.Name);
            waiting.Remove(called);
        }

        return string.Join(' ', order);
    }
}
