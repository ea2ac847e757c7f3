using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Gateway.Snapshot;

public sealed class HedgeValuesTests
{
    [Theory]
    [InlineData("p95", "p95")]
    [InlineData("p50", "p50")]
    [InlineData("0.8s", "800ms")]
    [InlineData("2m", "2m")]
    [InlineData("p49", null)]
    [InlineData("p100", null)]
    [InlineData("95", null)]
    [InlineData("0ms", null)]
    [InlineData("2h", null)]
    public void A_delay_is_a_percentile_or_a_time(string written, string? read) => Assert.Equal(read, HedgeDelay.Parse(written)?.ToString());

    [Theory]
    [InlineData("0.01 USD", "0.01 USD", 10_000_000L)]
    [InlineData("2.50 CNY", "2.5 CNY", 2_500_000_000L)]
    [InlineData("0.000000001 USD", "0.000000001 USD", 1L)]
    [InlineData("0.01", null, 0L)]
    [InlineData("-1 USD", null, 0L)]
    [InlineData("1 usd", null, 0L)]
    public void Money_is_an_amount_and_a_currency(string written, string? read, long nano)
    {
        var amount = MoneyAmount.Parse(written);
        Assert.Equal((read, nano), (amount?.ToString(), amount?.NanoUnits ?? 0));
    }
}
