using Changeover.Prices.Reconciling;

namespace Changeover.Tests.Prices;

/// <summary>Forms of bills, and what explains a difference.</summary>
public sealed class ReconciliationTests
{
    private static readonly BillLine Ours = new() { Request = "a", Day = new DateOnly(2026, 11, 24), Model = "gpt-4o", Requests = 1, Input = 100, CachedInput = 0, Output = 10, Amount = 0.00035m, Currency = "USD" };

    [Fact]
    public void OpenAI_s_usage_page() => Assert.Equal(
        new BillLine { Day = new DateOnly(2026, 11, 24), Model = "gpt-4o", Requests = 3, Input = 100, CachedInput = 40, Output = 10 },
        Assert.Single(BillReader.Read("""{"object":"page","data":[{"object":"bucket","start_time":1795478400,"end_time":1795564800,"results":[{"object":"organization.usage.completions.result","input_tokens":100,"output_tokens":10,"input_cached_tokens":40,"num_model_requests":3,"model":"gpt-4o"}]}]}""")));

    [Fact]
    public void OpenAI_s_costs_page() => Assert.Equal(
        new BillLine { Day = new DateOnly(2026, 11, 24), Model = "gpt-4o", Amount = 0.06m, Currency = "USD" },
        Assert.Single(BillReader.Read("""{"data":[{"start_time":1795478400,"results":[{"amount":{"value":0.06,"currency":"usd"},"line_item":"gpt-4o, input"}]}]}""")));

    [Fact]
    public void Anthropic_s_usage_report_counts_the_cache_apart() => Assert.Equal(
        new BillLine { Day = new DateOnly(2026, 11, 24), Model = "claude-opus-5", Input = 1800, CachedInput = 200, Output = 500 },
        Assert.Single(BillReader.Read("""{"data":[{"starting_at":"2026-11-24T00:00:00Z","ending_at":"2026-11-25T00:00:00Z","results":[{"uncached_input_tokens":100,"cache_creation":{"ephemeral_1h_input_tokens":1000,"ephemeral_5m_input_tokens":500},"cache_read_input_tokens":200,"output_tokens":500,"model":"claude-opus-5"}]}]}""")));

    [Fact]
    public void Anthropic_s_cost_report_is_in_cents() => Assert.Equal(
        new BillLine { Day = new DateOnly(2026, 11, 24), Model = "claude-opus-5", Amount = 1.2378912m, Currency = "USD" },
        Assert.Single(BillReader.Read("""{"data":[{"starting_at":"2026-11-24T00:00:00Z","results":[{"currency":"USD","amount":"123.78912","model":"claude-opus-5"}]}]}""")));

    [Theory]
    [InlineData("request_id,model,prompt_tokens,completion_tokens,cost_usd\na,gpt-4o,100,10,0.00035")]
    [InlineData("\uFEFFRequest ID;Model;Input Tokens;Output Tokens;Amount;Currency\r\na;gpt-4o;100;10;0.00035;usd\r\n")]
    [InlineData("id\tmodel_name\tinput\toutput\tcost\tcurrency\n\"a\"\tgpt-4o\t1e2\t10\t0.00035\tUSD\n")]
    public void A_table_is_read_by_its_headings(string text) => Assert.Equal(
        new BillLine { Request = "a", Model = "gpt-4o", Requests = 1, Input = 100, Output = 10, Amount = 0.00035m, Currency = "USD" },
        Assert.Single(BillReader.Read(text)));

    [Fact]
    public void A_quoted_cell_may_hold_separators_and_quotes() =>
        Assert.Equal("a \"b\",\nc", Assert.Single(BillReader.Read("model,input_tokens\n\"a \"\"b\"\",\nc\",\"1,000\"")).Model);

    [Theory]
    [InlineData("")]
    [InlineData("name,age\nx,3")]
    [InlineData("input_tokens\nmany")]
    [InlineData("{}")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => BillReader.Read(text));

    [Fact]
    public void What_is_the_same_on_both_sides_is_no_difference() => Assert.Equal((1, 0m), Of([Ours], Ours) is var same && same.Differences.Count == 0 ? (same.Lines, same.Off) : default);

    [Fact]
    public void Each_difference_is_explained()
    {
        Assert.Equal(Cause.MissingHere, Only([], Ours).Cause);
        Assert.Equal(Cause.MissingThere, Only([Ours, Ours with { Request = "b" }], Ours).Cause);
        Assert.Equal(Cause.TokensDiffer, Only([Ours with { Output = 9 }], Ours).Cause);
        Assert.Equal(Cause.Estimated, Only([Ours with { Output = 9, Estimated = true }], Ours).Cause);
        Assert.Equal(Cause.Unpriced, Only([Ours with { Amount = null, Currency = null, Unpriced = true }], Ours).Cause);
        Assert.Equal(Cause.CurrencyDiffers, Only([Ours], Ours with { Currency = "CNY" }).Cause);
        Assert.Equal(Cause.PriceDiffers, Only([Ours], Ours with { Amount = 0.0004m }).Cause);
        Assert.Equal(Cause.Rounding, Only([Ours], Ours with { Amount = 0.0003504m }).Cause);
        Assert.Equal(-0.00005m, Only([Ours], Ours with { Amount = 0.0004m }).Amount);
    }

    [Fact]
    public void A_bill_by_day_and_model_is_compared_with_the_sums_of_each_day_and_a_free_request_is_no_part_of_it()
    {
        var bill = Ours with { Request = null, Requests = null, Input = 200, Output = 20, Amount = 0.0007m };
        var refused = Ours with { Request = "c", Model = "other", Input = null, CachedInput = null, Output = null, Amount = null, Currency = null };
        Assert.Empty(Of([Ours, Ours with { Request = "b" }, refused], bill).Differences);
        Assert.Equal(Cause.MissingThere, Only([Ours, Ours with { Request = "b" }, Ours with { Day = new DateOnly(2026, 11, 25) }], bill).Cause);
    }

    [Fact]
    public void How_far_off_is_a_part_of_the_bill_and_rounding_does_not_count()
    {
        Assert.Equal(0.125m, Of([Ours], Ours with { Amount = 0.0004m }).Off);
        Assert.Equal(0, Of([Ours], Ours with { Amount = 0.0003504m }).Off);
        Assert.Equal(0.1m, Of([Ours with { Input = 89 }], Ours with { Amount = null, Currency = null }).Off);
        Assert.Equal(1, Of([Ours], []).Off);
    }

    private static Reconciliation Of(IEnumerable<BillLine> here, params BillLine[] there) => Reconciliation.Of(here, there);

    private static Difference Only(IEnumerable<BillLine> here, params BillLine[] there) => Assert.Single(Of(here, there).Differences);
}
