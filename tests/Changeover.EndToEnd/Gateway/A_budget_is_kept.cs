using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Gateway.Recording;
using Changeover.Sandbox.Exchanges;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A budget is neither overrun nor does it leak, and what the records say is what the provider bills.</summary>
public sealed class A_budget_is_kept
{
    private const long NanoPerInput = 10_000;
    private const long NanoPerOutput = 1_000_000;
    private const int MaxTokens = 20;

    /// <summary>A tenth of a cent for an answer's token, a hundredth of that for one of the prompt.</summary>
    private const string Price = """
        prices:
          rows:
            - {provider: openai-compatible, model: "model-*", currency: USD, rates: {input: 10, output: 1000}}

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_at_once_spend_no_more_than_there_is_and_what_is_left_can_be_spent()
    {
        await using var gateway = await StartAsync("1 USD per day");
        var body = Body("sandbox: words=5");
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => StatusAsync(gateway, body)));
        Assert.Equal([200, 429], answers.Distinct().Order());

        // Nothing is under way: whatever fits is let in, one by one, until the worst of one more no longer fits.
        while (await StatusAsync(gateway, body) == 200)
        {
        }

        var spent = gateway.Records().Sum(record => record.Cost?.NanoUnits ?? 0);
        var worst = Encoding.UTF8.GetByteCount(body) * NanoPerInput + MaxTokens * NanoPerOutput;
        Assert.InRange(spent, 1_000_000_000 - worst + 1, 1_000_000_000);
        Assert.Equal(gateway.First.Journal.Bill.Lines.Sum(Billed), spent);
        Assert.All(gateway.Records().Where(record => record.Status == 429), record => Assert.Equal("budget_exhausted", record.ErrorCode));
    }

    [Fact]
    public async Task A_stream_that_its_client_leaves_is_charged_by_what_came()
    {
        await using var gateway = await StartAsync("1000 USD per day");
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 20 };
        for (var trial = 1; trial <= 3; trial++)
        {
            var response = await gateway.ChatAsync(stream: true, text: $"sandbox: words=400 seed={trial}");
            using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)))
            {
                for (var line = 0; line < 8 * trial; line++)
                {
                    await reader.ReadLineAsync(Cancellation);
                }
            }

            response.Dispose();
            await gateway.First.WaitForCancelledAsync(trial, Cancellation);
        }

        var records = await gateway.RecordsAsync(3);
        Assert.All(records.Zip(gateway.First.Journal.Bill.Lines), pair =>
        {
            var (record, line) = pair;
            var attempt = Assert.Single(record.Attempts);
            Assert.True(record.Cost!.Estimated);
            Assert.Null(attempt.Usage);
            // A piece may be on its way, and a loaded machine may be slow to tell the provider: it makes one in 50 ms.
            Assert.InRange(line.CompletionTokens - attempt.Estimate!.Output!.Value, 0, 4);
            Assert.Equal(Nano(attempt.Estimate.Input!.Value, attempt.Estimate.Output.Value), record.Cost.NanoUnits);
        });
    }

    [Fact]
    public async Task A_target_that_is_too_dear_is_passed_over_for_one_that_fits()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(more: """
            prices:
              rows:
                - {provider: openai-compatible, model: model-1, currency: USD, rates: {input: 10, output: 1000000}}
                - {provider: openai-compatible, model: model-2, currency: CNY, rates: {input: 1, output: 10}}
              exchange:
                - {from: CNY, to: USD, rate: 0.14}
            limits:
              house:
                per: all
                allow: [1 USD per day]

            """);
        using var answer = await gateway.PostAsync("v1/chat/completions", Body("Hello"));
        Assert.Equal((200, "provider-2/model-2"), ((int)answer.StatusCode, Assert.Single(answer.Headers.GetValues("x-changeover-target"))));
        var record = gateway.Record();
        Assert.Equal(("CNY", 0, 1), (record.Cost!.Currency, gateway.First.Journal.Received, gateway.Second.Journal.Received));
    }

    [Fact]
    public async Task A_failed_attempt_is_free_and_what_it_had_reserved_pays_for_the_next()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(more: Price + "limits:\n  house:\n    per: all\n    allow: [0.025 USD per day]\n");
        gateway.First.Faults.Set("region_block");
        using var answer = await gateway.PostAsync("v1/chat/completions", Body("sandbox: words=5"));
        Assert.Equal(200, (int)answer.StatusCode);
        var record = gateway.Record();
        Assert.Null(record.Attempts[0].Cost);
        Assert.Equal(Billed(Assert.Single(gateway.Second.Journal.Bill.Lines)), record.Cost!.NanoUnits);
    }

    [Theory]
    [InlineData("malformed_json")]
    [InlineData("cut_mid_frame")]
    public async Task An_answer_that_its_provider_spoils_is_charged_as_the_most_that_it_may_be_billed(string fault)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, more: Price + "limits:\n  house:\n    per: all\n    allow: [1 USD per day]\n");
        gateway.First.Faults.Set(fault);
        var body = Body("sandbox: words=15");
        using var answer = await gateway.PostAsync("v1/chat/completions", body);
        Assert.Equal(502, (int)answer.StatusCode);
        var (attempts, lines) = (gateway.Record().Attempts, gateway.First.Journal.Bill.Lines);
        Assert.Equal(attempts.Count, lines.Count);
        Assert.All(attempts.Zip(lines), pair =>
        {
            Assert.Equal((true, MaxTokens), (pair.First.Cost!.Estimated, pair.First.Estimate!.Output!.Value));
            Assert.InRange(pair.First.Cost.NanoUnits!.Value, Math.Max(1, Billed(pair.Second)), Nano(Encoding.UTF8.GetByteCount(body), MaxTokens));
        });
    }

    [Fact]
    public async Task The_refusal_is_one_that_official_clients_do_not_repeat()
    {
        await using var gateway = await StartAsync("0.001 USD total");
        using var refused = await gateway.PostAsync("v1/chat/completions", Body("Hello"));
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("false", Assert.Single(refused.Headers.GetValues("x-should-retry")));
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!["error"]!;
        Assert.Equal("budget_exhausted", (string?)error["code"]);
        Assert.Contains("0.001 USD total", (string?)error["message"], StringComparison.Ordinal);
    }

    private static Task<GatewayUnderTest> StartAsync(string budget) =>
        GatewayUnderTest.StartAsync(providers: 1, more: Price + $"limits:\n  house:\n    per: all\n    allow: [{budget}]\n");

    private static string Body(string text) => $$"""{"model":"gpt-4o","max_tokens":{{MaxTokens}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static async Task<int> StatusAsync(GatewayUnderTest gateway, string body)
    {
        using var response = await gateway.PostAsync("v1/chat/completions", body);
        await response.Content.ReadAsByteArrayAsync(Cancellation);
        return (int)response.StatusCode;
    }

    private static long Billed(BillLine line) => Nano(line.PromptTokens, line.CompletionTokens);

    private static long Nano(long input, long output) => input * NanoPerInput + output * NanoPerOutput;
}
