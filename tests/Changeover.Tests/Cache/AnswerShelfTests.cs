using Changeover.Cache;
using Changeover.Gateway.Recall;

namespace Changeover.Tests.Cache;

/// <summary>The shelf is bounded, and forgets.</summary>
public sealed class AnswerShelfTests
{
    private const long Room = 4 * (AnswerShelf.EntryBytes + 100);
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_too_old_is_gone_to_the_tick_and_takes_no_room()
    {
        var shelf = new AnswerShelf();
        Put(shelf, "a", until: Noon);

        Assert.NotNull(shelf.Find("a", Noon.AddTicks(-1)));
        Assert.Null(shelf.Find("a", Noon));
        Assert.Null(shelf.Find("a", Noon.AddTicks(-1)));
        Assert.Equal(0, shelf.Bytes);
    }

    [Fact]
    public void Who_was_not_asked_for_longest_goes_first()
    {
        var shelf = new AnswerShelf();
        foreach (var key in new[] { "a", "b", "c", "d" })
        {
            Put(shelf, key);
        }

        Assert.NotNull(shelf.Find("a", Noon));
        Put(shelf, "e");

        Assert.Equal(["a", "c", "d", "e"], new[] { "a", "b", "c", "d", "e" }.Where(key => shelf.Find(key, Noon) is not null));
        Assert.Equal(Room, shelf.Bytes);
    }

    [Fact]
    public void What_is_larger_than_all_room_is_not_kept_and_an_entry_without_a_body_counts()
    {
        var shelf = new AnswerShelf();
        Put(shelf, "large", bytes: (int)Room);
        Assert.Null(shelf.Find("large", Noon));
        for (var i = 0; i < 1000; i++)
        {
            Put(shelf, $"{i}", bytes: 0);
        }

        Assert.Equal(4, Enumerable.Range(0, 1000).Count(i => shelf.Find($"{i}", Noon) is not null));
    }

    [Fact]
    public void The_later_answer_takes_the_place_of_the_earlier()
    {
        var shelf = new AnswerShelf();
        Put(shelf, "a", bytes: 10);
        Put(shelf, "a", bytes: 20);
        Assert.Equal(20, shelf.Find("a", Noon)!.Body.Length);
        Assert.Equal(AnswerShelf.EntryBytes + 20, shelf.Bytes);
    }

    private static void Put(AnswerShelf shelf, string key, int bytes = 100, DateTimeOffset? until = null) => shelf.Put(
        key,
        new KeptAnswer { Body = new byte[bytes], ContentType = "application/json", RequestId = "req", Target = "u/m", At = Noon.AddHours(-1) },
        until ?? Noon.AddHours(1),
        Room);
}
