using System.CommandLine;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Gateway.Recording;
using Changeover.Measure.Pricing;

namespace Changeover.EndToEnd.Gateway;

/// <summary>What a request cost stands in its record, in the metrics and in the reconciliation with the provider's bill.</summary>
public sealed class The_costs
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Prices of all models of the sandboxes.</summary>
    internal const string Own = """
        prices:
          rows:
            - {provider: openai-compatible, model: "model-*", currency: USD, rates: {input: 3, output: 7}}

        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_costs_its_tokens_at_the_row_that_holds(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1, more: Own);
        using var answer = await gateway.ChatAsync(stream);
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var record = gateway.Record();
        Assert.Equal(((record.Usage!.Input * 3) + (record.Usage.Output * 7)) * 1000, record.Cost!.NanoUnits);
        Assert.Equal(("USD", "prices.rows[0]", false), (record.Cost.Currency, record.Cost.PriceRow, record.Cost.Estimated));
        Assert.Equal(record.Cost, Assert.Single(record.Attempts).Cost);
        Assert.Contains("changeover_cost_total{", await gateway.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_price_is_unpriced_and_an_error_costs_nothing()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(2, more: Own.Replace("model-*", "model-1", StringComparison.Ordinal));
        gateway.First.Faults.Set("internal_error");
        using var answer = await gateway.ChatAsync();

        var record = gateway.Record();
        Assert.Null(record.Attempts[0].Cost);
        Assert.Equal((UnpricedReason.NoPrice, null, null), (record.Cost!.Unpriced!.Value, record.Cost.Amount, record.Cost.Currency));
        Assert.Contains("changeover_unpriced_total{", await gateway.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_changes_the_price_of_the_next_request()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1, more: Own);
        (await gateway.ChatAsync()).Dispose();
        gateway.Reconfigure(text => text.Replace("input: 3, output: 7", "input: 6, output: 14", StringComparison.Ordinal));
        (await gateway.ChatAsync()).Dispose();

        var records = gateway.Records();
        Assert.Equal(records[0].Cost!.Amount * 2, records[1].Cost!.Amount);
    }

    [Fact]
    public async Task The_records_are_the_provider_s_bill()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1, more: Own);
        for (var i = 0; i < 5; i++)
        {
            using var answer = await gateway.ChatAsync(stream: i % 2 == 0, text: new string('x', i * 40) + " and more");
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        var bill = JsonSerializer.Serialize(gateway.First.Journal.Bill, SnakeCase);
        var (code, same) = await ReconcileAsync(gateway, bill);
        Assert.Equal((0, 0), (code, same.GetProperty("differences").GetArrayLength()));

        var forged = JsonSerializer.Serialize(gateway.First.Journal.Bill with { Lines = [.. gateway.First.Journal.Bill.Lines.Select(line => line with { CompletionTokens = line.CompletionTokens * 2 })] }, SnakeCase);
        (code, var differs) = await ReconcileAsync(gateway, forged);
        Assert.Equal((1, "tokens_differ"), (code, differs.GetProperty("differences")[0].GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task A_running_gateway_s_budget_follows_what_the_bill_corrects()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1, more: Own + "limits:\n  budget: {per: all, allow: [1000000 USD total]}\n");
        gateway.First.Faults.Set("cut_mid_frame");
        using (var answer = await gateway.ChatAsync(stream: true, text: "sandbox: words=40"))
        {
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        var before = await gateway.SpentAsync();
        Assert.True(gateway.Record().Cost!.Estimated);
        Assert.Equal(gateway.Record().Cost!.NanoUnits, before);
        var forged = JsonSerializer.Serialize(gateway.First.Journal.Bill with { Lines = [.. gateway.First.Journal.Bill.Lines.Select(line => line with { CompletionTokens = 1 })] }, SnakeCase);
        var (_, result) = await ReconcileAsync(gateway, forged, "--apply");

        Assert.Equal(1, result.GetProperty("corrections").GetArrayLength());
        var billed = gateway.Record().Cost!.NanoUnits!.Value;
        Assert.NotEqual(before, billed);
        await Eventually.HoldsAsync(async () => await gateway.SpentAsync() == billed);
    }

    private static async Task<(int Code, JsonElement Result)> ReconcileAsync(GatewayUnderTest gateway, string bill, params string[] more)
    {
        var file = Path.Combine(gateway.Data, "bill.json");
        await File.WriteAllTextAsync(file, bill, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var code = await CommandTree.Create().Parse(["reconcile", file, "--config", gateway.ConfigFile, "--data", gateway.Data, "--json", .. more]).InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);
        return (code, JsonDocument.Parse(output.ToString()).RootElement);
    }
}
