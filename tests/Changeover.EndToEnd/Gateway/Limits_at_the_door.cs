using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Limits of requests, tokens and streams, as a client meets them.</summary>
public sealed class Limits_at_the_door
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_limit_of_requests_is_told_before_it_is_reached_and_when_it_is()
    {
        await using var gateway = await StartAsync("all", "2 requests per hour");
        using var first = await gateway.ChatAsync();
        using var second = await gateway.ChatAsync();
        using var third = await gateway.ChatAsync();
        Assert.Equal([200, 200, 429], new[] { first, second, third }.Select(answer => (int)answer.StatusCode));
        Assert.Equal(["1", "0", "0"], new[] { first, second, third }.Select(answer => Header(answer, "x-ratelimit-remaining-requests")));
        Assert.Equal("2", Header(first, "x-ratelimit-limit-requests"));
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        Assert.Equal("false", Header(third, "x-should-retry"));
        Assert.Equal("limit_reached", await CodeAsync(third));
        Assert.Equal(2, gateway.First.Journal.Received);
        Assert.Equal("limit_reached", gateway.Records()[^1].ErrorCode);
    }

    [Fact]
    public async Task Each_key_has_its_own_counter_and_an_owner_shares_one()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, more: "limits:\n  keys:\n    allow: [2 requests per hour]\n  owners:\n    per: owner\n    allow: [3 requests per hour]\n");
        string[] keys = [gateway.CreateKey("ann"), gateway.CreateKey("ann"), gateway.CreateKey("bob")];
        var asked = new List<int>();
        foreach (var key in new[] { 0, 0, 0, 1, 1, 2, 2 })
        {
            asked.Add(await StatusAsync(gateway, keys[key]));
        }

        Assert.Equal([200, 200, 429, 200, 429, 200, 200], asked);
    }

    [Fact]
    public async Task A_key_brings_its_own_limits_along()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var (bounded, free) = (gateway.CreateKey("ann", limits: ["1 requests per hour", "8 streams"]), gateway.CreateKey("ann"));
        int[] asked = [await StatusAsync(gateway, bounded), await StatusAsync(gateway, bounded), await StatusAsync(gateway, free), await StatusAsync(gateway, free)];
        Assert.Equal([200, 429, 200, 200], asked);
    }

    [Fact]
    public async Task Only_so_many_are_under_way_at_once()
    {
        await using var gateway = await StartAsync("all", "2 streams");
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 5 };
        using var one = await gateway.ChatAsync(stream: true);
        using (await gateway.ChatAsync(stream: true))
        {
            using var refused = await gateway.ChatAsync();
            Assert.Equal((429, "too_many_streams"), ((int)refused.StatusCode, await CodeAsync(refused)));
        }

        // The second client has gone: its place is free as soon as the gateway has settled it.
        await gateway.RecordsAsync(2);
        using var next = await gateway.ChatAsync(stream: true);
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_reserved_at_their_worst_and_counted_as_they_were()
    {
        await using var gateway = await StartAsync("all", "10000 tokens per day");
        using var first = await AskAsync(gateway, new { model = "gpt-4o", max_tokens = 9000, messages = Hello });
        Assert.Equal(200, (int)first.StatusCode);
        var used = gateway.Record().Usage!;
        using var second = await AskAsync(gateway, new { model = "gpt-4o", max_tokens = 9000, messages = Hello });
        Assert.Equal(200, (int)second.StatusCode);
        var left = int.Parse(Header(second, "x-ratelimit-remaining-tokens"), CultureInfo.InvariantCulture);
        Assert.InRange(left, 1, 10_000 - 9_000 - (int)(used.Input + used.Output)!);
        using var greedy = await AskAsync(gateway, new { model = "gpt-4o", max_tokens = 10_000, messages = Hello });
        Assert.Equal((429, "limit_reached"), ((int)greedy.StatusCode, await CodeAsync(greedy)));
        Assert.Null(greedy.Headers.RetryAfter);
    }

    [Fact]
    public async Task An_answer_that_nobody_bounds_is_bound_where_it_counts()
    {
        await using var gateway = await StartAsync("all", "100000 tokens per day");
        using var unbound = await gateway.ChatAsync();
        Assert.Equal(8192, (int?)Sent(gateway)["max_tokens"]);
        using var bound = await AskAsync(gateway, new { model = "gpt-4o", max_completion_tokens = 77, messages = Hello });
        Assert.Equal((77, null), ((int?)Sent(gateway)["max_completion_tokens"], Sent(gateway)["max_tokens"]));
    }

    [Fact]
    public async Task A_route_may_bound_its_answers_with_or_without_a_limit()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: "    max_output: 50\n");
        using var unbound = await gateway.ChatAsync();
        Assert.Equal(50, (int?)Sent(gateway)["max_tokens"]);
        using var greedy = await AskAsync(gateway, new { model = "gpt-4o", max_completion_tokens = 51, x = 12345678901234567890UL, messages = Hello });
        Assert.Equal((50, "12345678901234567890"), ((int?)Sent(gateway)["max_completion_tokens"], Sent(gateway)["x"]!.ToJsonString()));
        using var modest = await AskAsync(gateway, new { model = "gpt-4o", max_completion_tokens = 49, messages = Hello });
        Assert.Equal(49, (int?)Sent(gateway)["max_completion_tokens"]);
    }

    [Fact]
    public async Task Anthropics_clients_get_its_headers_and_its_error()
    {
        await using var gateway = await StartAsync("all", "1 requests per hour");
        var body = """{"model":"gpt-4o","max_tokens":50,"messages":[{"role":"user","content":"Hello"}]}""";
        using var answer = await gateway.PostAsync("v1/messages", body);
        using var refused = await gateway.PostAsync("v1/messages", body);
        Assert.Equal((200, 429), ((int)answer.StatusCode, (int)refused.StatusCode));
        Assert.Equal("0", Header(answer, "anthropic-ratelimit-requests-remaining"));
        Assert.True(DateTimeOffset.TryParse(Header(answer, "anthropic-ratelimit-requests-reset"), CultureInfo.InvariantCulture, out _));
        Assert.Equal("rate_limit_error", (string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!["error"]!["type"]);
    }

    [Fact]
    public async Task Under_a_budget_nothing_is_sent_where_nobody_knows_the_price()
    {
        await using var gateway = await StartAsync("all", "1 USD per day");
        using var refused = await gateway.ChatAsync();
        Assert.Equal((403, "price_unknown"), ((int)refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal(0, gateway.First.Journal.Received);
        Assert.True(gateway.Reconfigure(text => text + "    unpriced: allow\n").Succeeded);
        using var answer = await gateway.ChatAsync();
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static object[] Hello { get; } = [new { role = "user", content = "Hello" }];

    private static Task<GatewayUnderTest> StartAsync(string per, string limit) =>
        GatewayUnderTest.StartAsync(providers: 1, more: $"limits:\n  house:\n    per: {per}\n    allow: [{limit}]\n");

    private static Task<HttpResponseMessage> AskAsync(GatewayUnderTest gateway, object body) => gateway.Http.PostAsJsonAsync("v1/chat/completions", body, Cancellation);

    private static async Task<int> StatusAsync(GatewayUnderTest gateway, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Headers = { { "Authorization", "Bearer " + key } },
            Content = JsonContent.Create(new { model = "gpt-4o", messages = Hello }),
        };
        using var response = await gateway.Http.SendAsync(request, Cancellation);
        return (int)response.StatusCode;
    }

    private static JsonNode Sent(GatewayUnderTest gateway) => JsonNode.Parse(gateway.First.Journal.Entries[^1].Body!)!;

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["error"]!["code"];
}
