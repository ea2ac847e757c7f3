using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Gateway.Recording;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Where the first content is late a second attempt starts beside the first: one answer, both on the bill, and the loser is cancelled.</summary>
public sealed class A_late_answer_is_hedged
{
    private const long NanoPerInput = 10_000;
    private const long NanoPerOutput = 1_000_000;

    private const string Hedged = "    hedge: {after: 100ms, at_most: 1}\n";

    private const string Price = """
        prices:
          rows:
            - {provider: openai-compatible, model: "model-*", currency: USD, rates: {input: 10, output: 1000}}

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_second_target_answers_and_the_first_is_cancelled(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Hedged, more: Price);
        Delay(gateway.First, 60_000);
        using var answer = await gateway.ChatAsync(stream, "one two three");
        Assert.Equal("provider-2/model-2", Assert.Single(answer.Headers.GetValues("x-changeover-target")));
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((1, 1), (Count(body, "three"), Count(body, "\"finish_reason\":\"stop\"")));

        var gone = await gateway.First.WaitForCancelledAsync(Cancellation);
        Assert.Equal(Outcome.ClientGone, gone.Outcome);
        var record = gateway.Record();
        Assert.Equal(["race_lost", null], record.Attempts.Select(attempt => attempt.Fault));
        Assert.Equal([false, true], record.Attempts.Select(attempt => attempt.Hedge));
        Assert.Equal([record.Id, $"{record.Id}-2"], [Id(gateway.First), Id(gateway.Second)]);

        // What nobody reported is a guess, and says so; the winner is billed to the nano-unit, and the record is the sum.
        Assert.True(record.Attempts[0].Cost!.Estimated);
        Assert.Equal(Billed(gateway.Second), record.Attempts[1].Cost!.NanoUnits);
        Assert.Equal(record.Attempts.Sum(attempt => attempt.Cost!.NanoUnits!.Value), record.Cost!.NanoUnits);
        Assert.Equal((0L, 0L), (record.Attempts[0].Estimate!.Output, gateway.First.Journal.Bill.CompletionTokens));
    }

    [Fact]
    public async Task The_first_target_may_still_win()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Hedged);
        Delay(gateway.First, 400);
        Delay(gateway.Second, 60_000);
        using var answer = await gateway.ChatAsync(stream: true);
        Assert.Equal("provider-1/model-1", Assert.Single(answer.Headers.GetValues("x-changeover-target")));
        await answer.Content.ReadAsStringAsync(Cancellation);
        await gateway.Second.WaitForCancelledAsync(Cancellation);
        var record = gateway.Record();
        Assert.Equal([("model-2", "race_lost", true), ("model-1", null, false)], record.Attempts.Select(attempt => (attempt.RequestModel, attempt.Fault, attempt.Hedge)));
    }

    [Fact]
    public async Task Nothing_is_hedged_once_content_has_come()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Hedged);
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 20 };
        using var answer = await gateway.ChatAsync(stream: true, "sandbox: words=12");
        await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((1, 0), (gateway.First.Journal.Received, gateway.Second.Journal.Received));
    }

    [Fact]
    public async Task Where_one_fails_the_other_goes_on_and_where_both_fail_the_next_is_asked()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 3, route: Hedged + "    retry: {attempts: 1}\n");
        gateway.First.Faults.Set(new FaultPlan("stall_before_content") { Parameters = new() { ["ms"] = 500 } });
        gateway.Second.Faults.Set("internal_error");
        using var answer = await gateway.ChatAsync(stream: true);
        await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(200, (int)answer.StatusCode);
        var record = gateway.Record();
        Assert.Equal(["model-2", "model-1", "model-3"], record.Attempts.Select(attempt => attempt.RequestModel));
        Assert.Equal((1, 1, 1), (gateway.First.Journal.Received, gateway.Second.Journal.Received, gateway.Providers[2].State.Journal.Received));
    }

    [Theory]
    [InlineData("after: 100ms, at_most: 1, max_cost: 0.0001 USD", false)] // dearer than that
    [InlineData("after: 100ms, at_most: 1, max_cost: 1 EUR", false)] // nobody knows the rate
    [InlineData("after: 100ms, at_most: 1, max_cost: 1 USD", true)]
    [InlineData("after: p95, at_most: 1", false)] // nobody knows what is late
    public async Task The_price_and_what_is_known_of_lateness_bound_it(string hedge, bool hedges)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: $"    hedge: {{{hedge}}}\n    max_output: 100\n", more: Price);
        Delay(gateway.First, 400);
        using var answer = await gateway.ChatAsync(stream: true);
        await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((1, hedges ? 1 : 0), (gateway.First.Journal.Received, gateway.Second.Journal.Received));
    }

    [Fact]
    public async Task The_ninety_fifth_percentile_of_its_own_times_is_late()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    hedge: {at_most: 1}\n");
        for (var request = 0; request < 20; request++)
        {
            using var quick = await gateway.ChatAsync(stream: true);
            await quick.Content.ReadAsStringAsync(Cancellation);
        }

        var before = gateway.Second.Journal.Received;
        Delay(gateway.First, 60_000);
        using var answer = await gateway.ChatAsync(stream: true);
        Assert.Equal("provider-2/model-2", Assert.Single(answer.Headers.GetValues("x-changeover-target")));
        Assert.Equal(before + 1, gateway.Second.Journal.Received);
    }

    [Fact]
    public async Task The_share_of_hedged_requests_is_bounded()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    hedge: {after: 10ms, at_most: 0.1}\n");
        Delay(gateway.First, 100);
        for (var round = 0; round < 4; round++)
        {
            foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.ChatAsync(stream: true))))
            {
                await answer.Content.ReadAsStringAsync(Cancellation);
                answer.Dispose();
            }
        }

        // Ten were saved up, and forty requests earned four more at most.
        Assert.InRange(gateway.Second.Journal.Received, 10, 14);
    }

    [Fact]
    public async Task A_budget_must_have_room_for_both()
    {
        // 200 bytes at the most and 20 tokens: 0.022 USD for one, which fits once.
        await using var gateway = await GatewayUnderTest.StartAsync(
            route: Hedged + "    max_output: 20\n", more: Price + "limits:\n  house: {per: all, allow: [0.03 USD per day]}\n");
        Delay(gateway.First, 400);
        using var answer = await gateway.ChatAsync(stream: true);
        await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((200, 0), ((int)answer.StatusCode, gateway.Second.Journal.Received));
        Assert.Equal(Billed(gateway.First), gateway.Record().Cost!.NanoUnits);
    }

    [Fact]
    public async Task Under_load_every_line_of_both_bills_has_its_attempt_and_what_was_reported_is_exact()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    hedge: {after: 30ms, at_most: 1}\n    max_output: 50\n", more: Price + "limits:\n  house: {per: all, allow: [1000 USD per day]}\n");
        Delay(gateway.First, 60);
        gateway.Second.Behaviour = gateway.Second.Behaviour with { FirstTokenDelayMs = 30, TokensPerSecond = 500 };
        await Task.WhenAll(Enumerable.Range(0, 120).Select(async request =>
        {
            using var answer = await gateway.ChatAsync(stream: request % 2 == 0, $"sandbox: words={5 + (request % 20)} seed={request}");
            Assert.Equal(200, (int)answer.StatusCode);
            await answer.Content.ReadAsByteArrayAsync(Cancellation);
        }));
        await Eventually.HoldsAsync(() => Task.FromResult(gateway.Providers.All(provider => provider.State.Journal.Entries.All(entry => entry.Outcome != Outcome.Open))));

        var bill = gateway.Providers.SelectMany(provider => provider.State.Journal.Bill.Lines.Zip(provider.State.Journal.Entries, (line, entry) => (entry.Headers["x-client-request-id"], line)))
            .ToDictionary(pair => pair.Item1, pair => pair.line, StringComparer.Ordinal);
        var attempts = gateway.Records().SelectMany(record => record.Attempts.Select(attempt => (Id: attempt.Hedge ? $"{record.Id}-2" : record.Id, attempt))).ToDictionary(pair => pair.Id, pair => pair.attempt, StringComparer.Ordinal);
        Assert.Equal(120, gateway.Records().Count);
        Assert.InRange(attempts.Values.Count(attempt => attempt.Hedge), 1, 120);
        Assert.Empty(bill.Where(line => line.Value.PromptTokens > 0).Select(line => line.Key).Except(attempts.Keys, StringComparer.Ordinal));
        Assert.All(attempts.Where(attempt => attempt.Value.Cost is { Estimated: false }), attempt => Assert.Equal(Nano(bill[attempt.Key]), attempt.Value.Cost!.NanoUnits));
        Assert.All(attempts.Where(attempt => attempt.Value.Fault is null), attempt => Assert.False(attempt.Value.Cost!.Estimated));
        Assert.All(gateway.Records(), record => Assert.Null(record.Attempts[^1].Fault));
    }

    [Fact]
    public async Task What_is_kept_of_a_conversation_is_the_winner_s()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Hedged);
        Delay(gateway.First, 60_000);
        using var answer = await gateway.PostAsync("v1/responses", """{"model":"gpt-4o","input":"one two three"}""");
        var given = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        var kept = JsonNode.Parse(await gateway.Http.GetStringAsync($"v1/responses/{given["id"]}", Cancellation))!;
        Assert.Equal("one two three", (string?)kept["output"]![0]!["content"]![0]!["text"]);
        Assert.Equal("provider-2/model-2", Assert.Single(answer.Headers.GetValues("x-changeover-target")));
    }

    [Fact]
    public async Task A_client_that_goes_cancels_both()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Hedged);
        Delay(gateway.First, 60_000);
        Delay(gateway.Second, 60_000);
        using (var client = new CancellationTokenSource())
        {
            var asking = gateway.Http.PostAsJsonAsync("v1/chat/completions", new { model = "gpt-4o", messages = new[] { new { role = "user", content = "hello" } } }, client.Token);
            await gateway.Second.Journal.WaitForAsync(1, Cancellation);
            await client.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        await gateway.First.WaitForCancelledAsync(Cancellation);
        await gateway.Second.WaitForCancelledAsync(Cancellation);
        var record = Assert.Single(await gateway.RecordsAsync(1));
        Assert.True(record.ClientGone);
        Assert.Equal(["client_gone", "client_gone"], record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task Killed_under_both_neither_is_lost()
    {
        using var folder = new TemporaryFolder();
        await using var late = await SandboxHost.StartAsync(null, Cancellation);
        await using var beside = await SandboxHost.StartAsync(null, Cancellation);
        Delay(late.State, 60_000);
        Delay(beside.State, 60_000);
        var credential = folder.Write("credential", "sk-upstream");
        var config = folder.Write("changeover.yaml", $$"""
            upstreams:
              late: {provider: openai-compatible, base_url: "{{late.ProviderUrl}}v1", credential: "file:{{credential}}"}
              beside: {provider: openai-compatible, base_url: "{{beside.ProviderUrl}}v1", credential: "file:{{credential}}"}
            routes:
              gpt-4o: {targets: [late/model-1, beside/model-2], hedge: {after: 50ms, at_most: 1}, max_output: 50}
            {{Price}}
            """);
        await using (var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", config))
        {
            var asking = gateway.Http.PostAsync("v1/chat/completions", new StringContent("""{"model":"gpt-4o","messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json"), Cancellation);
            await beside.State.Journal.WaitForAsync(1, Cancellation);
            await gateway.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
        }

        await using (await GatewayProcess.StartAsync(folder.Path, "--config", config))
        {
        }

        var record = Assert.Single(await GatewayProcess.RecordsAsync(folder.Path));
        Assert.Equal(["model-1", "model-2"], record.Attempts.Select(attempt => attempt.RequestModel));
        Assert.InRange(Billed(late.State) + Billed(beside.State), 1, record.Cost!.NanoUnits!.Value);
        Assert.Equal(record.Attempts.Sum(attempt => attempt.Cost!.NanoUnits), record.Cost.NanoUnits);
    }

    private static void Delay(SandboxState provider, int milliseconds) => provider.Behaviour = provider.Behaviour with { FirstTokenDelayMs = milliseconds };

    private static string Id(SandboxState provider) => Assert.Single(provider.Journal.Entries).Headers["x-client-request-id"];

    private static long Billed(SandboxState provider) => provider.Journal.Bill.Lines.Sum(Nano);

    private static long Nano(BillLine line) => line.PromptTokens * NanoPerInput + line.CompletionTokens * NanoPerOutput;

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
