using Changeover.Gateway.Recording;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Gateway.Recording;

public sealed class RecordIdSourceTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Has_its_form() => Assert.Matches("^req_[0-7][0-9A-HJKMNP-TV-Z]{25}$", new RecordIdSource(_clock).Next());

    [Fact]
    public void Sorts_as_text_in_the_order_of_making()
    {
        var ids = new RecordIdSource(_clock);
        var made = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            made.Add(ids.Next());
            if (i % 100 == 0)
                _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(1000, made.Distinct().Count());
    }

    [Fact]
    public void Goes_on_upwards_when_the_clock_goes_back()
    {
        var ids = new RecordIdSource(_clock);
        var before = ids.Next();
        _clock.AdjustTime(_clock.GetUtcNow().AddHours(-1));

        Assert.True(string.CompareOrdinal(ids.Next(), before) > 0);
    }

    [Fact]
    public void Begins_with_the_time()
    {
        static string Time(string id) => id[..14];

        var one = new RecordIdSource(_clock).Next();
        var other = new RecordIdSource(_clock).Next();

        Assert.Equal(Time(one), Time(other));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task Is_never_the_same_twice_for_many_threads()
    {
        var ids = new RecordIdSource(_clock);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await Task.Yield();
            return Enumerable.Range(0, 1000).Select(_ => ids.Next()).ToList();
        }));

        Assert.Equal(8000, made.SelectMany(list => list).Distinct().Count());
    }
}
