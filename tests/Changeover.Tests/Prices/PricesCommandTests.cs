using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Prices;
using Changeover.Providers;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Prices;

public sealed class PricesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Show_tells_the_row_that_holds_first_and_the_others_after_it()
    {
        var run = await RunAsync("", "show", "deepseek/deepseek-v4-pro", "--at", "2026-11-24T02:00:00Z", "--json");

        var shown = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("deepseek/v4-pro/2026-11/peak", shown.GetProperty("row").GetString());
        Assert.Equal(["deepseek/v4-pro/2026-11/peak", "deepseek/v4-pro/2026-11"], shown.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Show_fails_for_what_has_no_price()
    {
        var run = await RunAsync("", "show", "openai/unheard-of");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("unpriced", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_price_wins_and_is_listed_first()
    {
        const string Own = """
            prices:
              rows:
                - {provider: openai, model: gpt-4o, rates: {input: 1, output: 2}, tiers: [{input_above: 100, rates: {input: 3, output: 4}}], clock: {zone: Asia/Shanghai, days: [monday], hours: ["09:00-12:00"], holidays: china}}
                - {provider: openai, model: "gpt-4o", rates: {input: 2, output: 3}}
              exchange:
                - {from: CNY, to: USD, rate: 0.139, since: 2026-11-01}
            """;
        var run = await RunAsync(Own, "list", "--provider", "openai", "--json");

        Assert.Equal(["prices.rows[0]", "prices.rows[1]"], JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Take(2).Select(row => row.GetProperty("id").GetString()));
        Assert.Contains("prices.rows[1]", (await RunAsync(Own, "show", "openai/gpt-4o")).Output.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows: [{provider: openai, model: m, rates: {}}]", "no rates")]
    [InlineData("rows: [{provider: openai, model: m, currency: usd, rates: {input: 1}}]", "no currency")]
    [InlineData("rows: [{provider: openai, model: m, rates: {input: 1}, clock: {zone: Mars/Olympus, hours: ['09:00-12:00']}}]", "no time zone")]
    [InlineData("rows: [{provider: openai, model: m, rates: {input: 1}, clock: {hours: ['22:00-06:00']}}]", "no span")]
    [InlineData("rows: [{provider: openai, model: m, rates: {input: 1}, clock: {hours: ['09:00-09:10']}}]", "no span")]
    [InlineData("rows: [{provider: openai, model: m, rates: {input: 1}, clock: {hours: ['09:00-12:00'], holidays: atlantis}}]", "no holiday calendar")]
    [InlineData("rows: [{provider: openai, model: m, rates: {input: 1}}, {provider: openai, model: M, rates: {input: 2}}]", "claims the same calls")]
    [InlineData("rows: [{provider: openai, model: m, rates: {input: 1}, tiers: [{rates: {input: 1}}]}]", "no bound")]
    [InlineData("exchange: [{from: CNY, to: CNY, rate: 1}]", "no rate between")]
    public async Task A_price_that_cannot_be_used_is_a_fault_of_the_configuration(string prices, string fault)
    {
        var run = await RunAsync("prices: {" + prices + "}", "list");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_fails_for_a_target_without_a_price_and_names_what_is_not_verified()
    {
        const string Targets = """
            upstreams:
              o: {provider: openai-compatible, base_url: "http://127.0.0.1:1/v1"}
              q: {provider: dashscope, credential: "${KEY}"}
            routes:
              r: {targets: [o/mystery, q/qwen-plus]}
            """;
        var run = await RunAsync(Targets, "check");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("o/mystery: has no price", run.Output, StringComparison.Ordinal);
        Assert.Contains("q/qwen-plus: is priced by dashscope/qwen-plus, which is not verified", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_writes_what_is_new_so_that_it_can_be_pasted_and_tells_conflicts_without_taking_them()
    {
        var list = Path.Combine(_folder.Path, "api.json");
        await File.WriteAllTextAsync(list, """{"openai":{"models":{"gpt-4o":{"cost":{"input":2.6,"output":10}},"gpt-9":{"cost":{"input":7,"output":70}}}}}""", TestContext.Current.CancellationToken);

        var run = await RunAsync("", "import", list);
        var pasted = await RunAsync(run.Output, "show", "openai/gpt-9", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("openai/gpt-4o +input +2.5 +2.6 +\\+4.0 %", run.Error);
        Assert.DoesNotContain("gpt-4o\"", run.Output, StringComparison.Ordinal);
        Assert.Equal(7, JsonDocument.Parse(pasted.Output).RootElement.GetProperty("rows")[0].GetProperty("rates").GetProperty("input").GetDecimal());
    }

    private Task<CommandRun> RunAsync(string config, params string[] arguments)
    {
        var file = Path.Combine(_folder.Path, "changeover.yaml");
        File.WriteAllText(file, config);
        var loader = new ConfigLoader(ProviderRegistry.ByName, new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = "secret" }, _folder.Path);
        return CommandRun.Of(PricesCommand.Create(loader, new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero))), arguments);
    }
}
