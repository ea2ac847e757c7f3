using Changeover.Keys.Limits;

namespace Changeover.Tests.Keys.Limits;

/// <summary>Limits as people write them.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("25 USD per month", LimitUnit.Money, 25_000_000_000, LimitWindow.Month, "USD")]
    [InlineData("0.000000001 CNY per day", LimitUnit.Money, 1, LimitWindow.Day, "CNY")]
    [InlineData("500 EUR total", LimitUnit.Money, 500_000_000_000, LimitWindow.Total, "EUR")]
    [InlineData("600 requests per minute", LimitUnit.Requests, 600, LimitWindow.Minute, null)]
    [InlineData("1 requests per second", LimitUnit.Requests, 1, LimitWindow.Second, null)]
    [InlineData("2000000 tokens per day", LimitUnit.Tokens, 2_000_000, LimitWindow.Day, null)]
    [InlineData("8 streams", LimitUnit.Streams, 8, LimitWindow.Total, null)]
    public void It_is_read_and_written(string text, LimitUnit unit, long amount, LimitWindow window, string? currency)
    {
        var limit = Limit.Parse(text);
        Assert.Equal(new Limit(unit, amount, window, currency), limit);
        Assert.Equal(text, limit!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("USD 25")]
    [InlineData("25 USD")]
    [InlineData("25 USD per minute")]
    [InlineData("-1 requests per minute")]
    [InlineData("1.5 requests per minute")]
    [InlineData("600 requests")]
    [InlineData("600 requests total")]
    [InlineData("600 tokens per month")]
    [InlineData("8 streams per minute")]
    [InlineData("1000000000000 USD per day")]
    [InlineData("1 apples per day")]
    public void Anything_else_is_not(string text) => Assert.Null(Limit.Parse(text));
}
