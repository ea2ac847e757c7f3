using Changeover.Gateway.Resilience;

namespace Changeover.Tests.Gateway.Resilience;

public sealed class FirstContentTimesTests
{
    private readonly FirstContentTimes _times = new();

    [Fact]
    public void There_is_no_percentile_before_there_are_enough_readings()
    {
        Add(1, FirstContentTimes.Least - 1);
        Assert.Null(_times.Percentile(95, streamed: true));
        Add(FirstContentTimes.Least, 1);
        Assert.NotNull(_times.Percentile(95, streamed: true));
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(95, 95)]
    [InlineData(99, 99)]
    public void Of_a_hundred_readings_it_is_the_one_of_that_rank(int percentile, int seconds)
    {
        Add(1, 100);
        Assert.Equal(TimeSpan.FromSeconds(seconds), _times.Percentile(percentile, streamed: true));
    }

    [Fact]
    public void Old_readings_are_forgotten()
    {
        Add(1000, FirstContentTimes.Most);
        Add(1, FirstContentTimes.Most);
        Assert.Equal(TimeSpan.FromSeconds(FirstContentTimes.Most * 95 / 100), _times.Percentile(95, streamed: true));
    }

    [Fact]
    public void Streams_and_buffered_answers_are_kept_apart()
    {
        Add(1, 100);
        Assert.Null(_times.Percentile(95, streamed: false));
    }

    private void Add(int first, int count)
    {
        for (var second = first; second < first + count; second++)
        {
            _times.Add(TimeSpan.FromSeconds(second), streamed: true);
        }
    }
}
