using System.CommandLine;
using System.Globalization;
using Changeover.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Storage;

public sealed class MomentTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("1h", "2026-11-24T11:00:00Z")]
    [InlineData("7d", "2026-11-17T12:00:00Z")]
    [InlineData("2026-11-01", "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-01T08:00:00+08:00", "2026-11-01T00:00:00Z")]
    public void Understands_spans_back_and_dates(string text, string expected)
    {
        var option = Moment.Past("--since", "", _clock);
        var parsed = new Command("c") { option }.Parse(["--since", text]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), parsed.GetValue(option));
    }

    [Fact]
    public void Understands_spans_ahead()
    {
        var option = Moment.Future("--expires", "", _clock);

        Assert.Equal(_clock.GetUtcNow().AddDays(30), new Command("c") { option }.Parse(["--expires", "30d"]).GetValue(option));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1h")]
    [InlineData("3")]
    [InlineData("2026-13-01")]
    [InlineData("99999999d")]
    public void Says_what_it_does_not_understand_and_what_it_would(string text)
    {
        var parsed = new Command("c") { Moment.Past("--since", "", _clock) }.Parse([$"--since={text}"]);

        Assert.Contains("2026-11-24", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_end_in_the_past()
    {
        var parsed = new Command("c") { Moment.Future("--expires", "", _clock) }.Parse(["--expires", "2020-01-01"]);

        Assert.Contains("lies in the past", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }
}
