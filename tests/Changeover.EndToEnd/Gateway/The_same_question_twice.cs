using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A route with a cache gives the same answer to the same question of the same key, and to nobody else.</summary>
public sealed class The_same_question_twice
{
    private const string Cached = "    cache: {for: 10m}\n";
    private const string Chat = "v1/chat/completions";

    private const string Priced = """
        prices:
          rows:
            - {provider: openai-compatible, model: "model-*", currency: USD, rates: {input: 10, output: 1000}}
        limits:
          budget: {per: key, allow: [9 USD per day]}
          pace: {per: key, allow: [3 requests per day, 100000 tokens per day]}

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_answered_byte_for_byte_without_asking_anyone(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Cached);
        var key = gateway.CreateKey();
        var first = await AskAsync(gateway, key, Question(stream));
        Assert.Equal("miss", first.Cache);
        gateway.First.Faults.Set("region_block");
        gateway.Second.Faults.Set("region_block");
        var again = await AskAsync(gateway, key, """{ "stream": STREAM, "messages": [ {"content": "Hi", "role": "user"} ], "model": "gpt-4o" }""".Replace("STREAM", stream ? "true" : "false", StringComparison.Ordinal));

        Assert.StartsWith("hit; age=", again.Cache, StringComparison.Ordinal);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(stream ? "text/event-stream" : "application/json", again.Type);
        Assert.Contains(stream ? "[DONE]" : "\"usage\"", again.Body, StringComparison.Ordinal);
        Assert.Equal(1, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task Costs_nothing_and_is_known_to_but_counts_as_a_request()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached, more: Priced);
        var key = gateway.CreateKey();
        for (var i = 0; i < 3; i++)
        {
            await AskAsync(gateway, key, Question());
        }

        var refused = await AskAsync(gateway, key, Question(), expected: 429);
        Assert.Contains("rate_limit", refused.Body, StringComparison.Ordinal);
        var records = gateway.Records();
        var (asked, recalled) = (records[0], records[1]);
        Assert.True(asked.Cost!.Amount > 0);
        Assert.Null(asked.Recalled);
        Assert.Equal((0m, "USD", null), (recalled.Cost!.Amount, recalled.Cost.Currency, recalled.Cost.Unpriced));
        Assert.Equal((asked.Id, asked.Usage), (recalled.Recalled!.RequestId, recalled.Recalled.Usage));
        Assert.Empty(recalled.Attempts);
        Assert.Null(recalled.Usage);
        Assert.Equal(asked.ResponseId, recalled.ResponseId);
        Assert.Equal(1, gateway.First.Journal.Bill.Requests);
    }

    [Fact]
    public async Task Of_another_key_another_owner_or_nobody_is_asked_anew()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached);
        using (var open = await gateway.ChatAsync())
        using (var again = await gateway.ChatAsync())
        {
            Assert.False(again.Headers.Contains("x-changeover-cache")); // nobody's key, nobody's answer
        }

        Assert.Equal(2, gateway.First.Journal.Received);
        string[] keys = [gateway.CreateKey("ann"), gateway.CreateKey("ann"), gateway.CreateKey("bob")];
        foreach (var key in keys)
        {
            Assert.Equal("miss", (await AskAsync(gateway, key, Question())).Cache);
        }

        Assert.Equal(5, gateway.First.Journal.Received);
        Assert.StartsWith("hit", (await AskAsync(gateway, keys[0], Question())).Cache, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_revoked_key_is_refused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached);
        var (gone, stays) = (gateway.CreateKey("gone"), gateway.CreateKey("stays"));
        await AskAsync(gateway, gone, Question());
        gateway.RevokeKeys("gone");

        var refused = await AskAsync(gateway, gone, Question(), expected: 401);
        Assert.Null(refused.Cache);
        Assert.Equal("miss", (await AskAsync(gateway, stays, Question())).Cache);
    }

    [Theory]
    [InlineData("anthropic-beta", "tools-2024-05-16")]
    [InlineData("OpenAI-Beta", "assistants=v2")]
    public async Task Under_another_header_is_another_question(string header, string value)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached);
        var key = gateway.CreateKey();
        await AskAsync(gateway, key, Question());
        Assert.Equal("miss", (await AskAsync(gateway, key, Question(), (header, value))).Cache);
        Assert.StartsWith("hit", (await AskAsync(gateway, key, Question(), (header, value))).Cache, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_another_dialect_is_another_question_and_losses_are_told_again()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached);
        var key = gateway.CreateKey();
        const string Asked = """{"model":"gpt-4o","max_tokens":30,"top_k":5,"messages":[{"role":"user","content":"Hi"}]}""";
        await AskAsync(gateway, key, Asked);
        var first = await AskAsync(gateway, key, Asked, path: "v1/messages");
        var again = await AskAsync(gateway, key, Asked, path: "v1/messages");

        Assert.Equal("miss", first.Cache);
        Assert.StartsWith("hit", again.Cache, StringComparison.Ordinal);
        Assert.Equal((first.Body, first.Loss), (again.Body, again.Loss));
        Assert.Equal("message", (string?)JsonNode.Parse(again.Body)!["type"]);
        Assert.NotNull(again.Loss);
    }

    [Fact]
    public async Task Whose_client_wants_no_kept_answer_is_asked_anew()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached);
        var key = gateway.CreateKey();
        Assert.Null((await AskAsync(gateway, key, Question(), ("Cache-Control", "no-store"))).Cache);
        Assert.Equal("miss", (await AskAsync(gateway, key, Question())).Cache); // nothing was kept
        Assert.Null((await AskAsync(gateway, key, Question(), ("Cache-Control", "no-store"))).Cache); // nor is it given
        Assert.Equal("miss", (await AskAsync(gateway, key, Question(), ("Cache-Control", "no-cache"))).Cache);
        Assert.Equal("miss", (await AskAsync(gateway, key, Question(), ("Cache-Control", "max-age=0"))).Cache);
        Assert.StartsWith("hit", (await AskAsync(gateway, key, Question(), ("Cache-Control", "max-age=60"))).Cache, StringComparison.Ordinal);
        Assert.Equal(5, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task After_its_time_or_under_another_configuration_is_asked_anew()
    {
        var clock = new AdvancedClock();
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached, time: clock);
        var key = gateway.CreateKey();
        await AskAsync(gateway, key, Question());
        clock.Ahead = TimeSpan.FromMinutes(9);
        Assert.StartsWith("hit; age=54", (await AskAsync(gateway, key, Question())).Cache, StringComparison.Ordinal);
        clock.Ahead = TimeSpan.FromMinutes(10);
        Assert.Equal("miss", (await AskAsync(gateway, key, Question())).Cache);
        Assert.Equal("miss", await AfterAsync("for: 10m", "for: 11m"));
        Assert.Equal("miss", await AfterAsync("provider-1/model-1", "provider-1/model-2"));
        Assert.Null(await AfterAsync("    cache: {for: 11m}\n", ""));

        async Task<string?> AfterAsync(string was, string becomes)
        {
            gateway.Reconfigure(text => text.Replace(was, becomes, StringComparison.Ordinal));
            return (await AskAsync(gateway, key, Question())).Cache;
        }
    }

    [Theory]
    [InlineData("cut_mid_frame")]
    [InlineData("finish_reason")]
    public async Task Is_not_answered_by_what_was_no_whole_answer(string fault)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Cached);
        var key = gateway.CreateKey();
        gateway.First.Faults.Set(fault);
        await AskAsync(gateway, key, Question(stream: true), expected: null);
        gateway.First.Faults.Clear();
        Assert.Equal("miss", (await AskAsync(gateway, key, Question(stream: true))).Cache);
    }

    [Fact]
    public async Task Is_not_kept_where_the_answer_is_too_long()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: "    cache: {for: 10m, max_answer: 1KiB}\n");
        var key = gateway.CreateKey();
        foreach (var (words, cache) in new[] { (10, "hit"), (2000, "miss") })
        {
            var question = Question(text: $"sandbox: words={words}");
            await AskAsync(gateway, key, question);
            Assert.StartsWith(cache, (await AskAsync(gateway, key, question)).Cache, StringComparison.Ordinal);
        }
    }

    private static string Question(bool stream = false, string text = "Hi") => $$"""{"model":"gpt-4o","messages":[{"role":"user","content":"{{text}}"}],"stream":{{(stream ? "true" : "false")}}}""";

    private static async Task<(string Body, string? Cache, string? Type, string? Loss)> AskAsync(
        GatewayUnderTest gateway, string key, string body, (string Name, string Value)? header = null, string path = Chat, int? expected = 200)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await gateway.Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(expected ?? (int)response.StatusCode, (int)response.StatusCode);
        return (text, Header("x-changeover-cache"), response.Content.Headers.ContentType?.MediaType, Header("x-changeover-loss"));

        string? Header(string named) => response.Headers.TryGetValues(named, out var values) ? values.Single() : null;
    }

    private sealed class AdvancedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
