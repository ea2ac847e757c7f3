using System.Net.Http.Headers;
using System.Net.Http.Json;
using Changeover.Gateway.Policy;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A target that a rule forbids is never tried, from the instant on at which the rule is in force.</summary>
public sealed class Who_may_use_what
{
    private const string NotInChina =
        "access:\n  rules:\n    - id: not-in-china\n      effect: deny\n      upstreams: [provider-1]\n      country: [CN]\n      from: 2026-12-01\n      zone: Asia/Shanghai\n      reason: The first provider leaves.\n      source: https://example.com/notice\n";

    private static readonly DateTimeOffset Begins = new(2026, 11, 30, 16, 0, 0, TimeSpan.Zero);
    private static readonly CallerAttributes Chinese = new() { Country = "CN" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_rule_holds_from_its_instant_on_without_a_reload_and_the_other_target_answers()
    {
        var time = new FakeTimeProvider(Begins.AddTicks(-1));
        await using var gateway = await GatewayUnderTest.StartAsync(more: NotInChina, time: time);
        Enter(gateway, Chinese);

        Assert.Equal("provider-1/model-1", await TargetAsync(gateway));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("provider-2/model-2", await TargetAsync(gateway));
        gateway.Second.Faults.Set("unauthorized");
        using var failed = await gateway.ChatAsync();
        time.Advance(TimeSpan.FromDays(1));

        Assert.NotEqual(200, (int)failed.StatusCode);
        Assert.Equal(1, gateway.First.Journal.Received);
        var records = gateway.Records();
        Assert.Equal(["CN", "CN", "CN"], records.Select(record => record.Country));
        Assert.Null(records[0].Access);
        Assert.Equal(("provider-1/model-1", "not-in-china"), (records[1].Access!.Denied.Single().Target, records[1].Access!.Denied.Single().Rule));
        Assert.All(records.Skip(1), record => Assert.DoesNotContain(record.Attempts, attempt => attempt.Upstream == "provider-1"));
    }

    [Fact]
    public async Task A_route_that_asks_for_a_licence_tries_no_target_without_one_and_names_model_and_number()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            route: "    licensed: cn-generative-ai\n",
            more: "access:\n  filings:\n    - {register: cn-generative-ai, number: Beijing-Example-202401010001, upstreams: [provider-2]}\n");

        using var answer = await gateway.ChatAsync();
        Assert.Equal("provider-2/model-2", answer.Headers.GetValues("x-changeover-target").Single());
        Assert.Equal("model=model-2;number=Beijing-Example-202401010001", answer.Headers.GetValues("x-changeover-licence").Single());
        Assert.Equal(0, gateway.First.Journal.Received);
        Assert.Equal("Beijing-Example-202401010001", gateway.Records().Single().Access!.Filing);
    }

    [Fact]
    public async Task A_route_that_asks_for_a_licence_that_no_target_has_says_so_and_asks_nobody()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            route: "    licensed: cn-generative-ai\n",
            more: "access:\n  filings:\n    - {register: another, number: '1'}\n");

        using var answer = await gateway.ChatAsync();
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("licence_missing", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal((0, 0), (gateway.First.Journal.Received, gateway.Second.Journal.Received));
    }

    [Fact]
    public async Task Two_nodes_change_over_at_the_same_instant()
    {
        var time = new FakeTimeProvider(Begins.AddTicks(-1));
        await using var one = await GatewayUnderTest.StartAsync(more: NotInChina, time: time);
        await using var other = await GatewayUnderTest.StartAsync(more: NotInChina, time: time);
        Enter(one, Chinese);
        Enter(other, Chinese);

        Assert.Equal(await TargetAsync(one), await TargetAsync(other));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("provider-2/model-2", await TargetAsync(one));
        Assert.Equal("provider-2/model-2", await TargetAsync(other));
    }

    [Fact]
    public async Task What_a_target_said_is_not_given_again_once_it_is_forbidden()
    {
        var time = new FakeTimeProvider(Begins.AddTicks(-1));
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    cache: {for: 10m}\n", more: NotInChina, time: time);
        Enter(gateway, Chinese);
        foreach (var cache in new[] { "miss", "hit; age=0" })
        {
            using var before = await gateway.ChatAsync();
            Assert.Equal(cache, before.Headers.GetValues("x-changeover-cache").Single());
            await before.Content.ReadAsStringAsync(Cancellation);
        }

        time.Advance(TimeSpan.FromTicks(1));
        using var after = await gateway.ChatAsync();
        Assert.Equal(("miss", "provider-2/model-2"), (after.Headers.GetValues("x-changeover-cache").Single(), after.Headers.GetValues("x-changeover-target").Single()));
        await after.Content.ReadAsStringAsync(Cancellation);
        using var again = await gateway.ChatAsync();
        await again.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((1, 1), (gateway.First.Journal.Received, gateway.Second.Journal.Received));
        Assert.Equal((null, "not-in-china"), (gateway.Records()[^1].Access!.Rule, gateway.Records()[^1].Access!.Denied.Single().Rule));
    }

    [Theory]
    [InlineData("v1/chat/completions", """{"model":"gpt-4o","messages":[{"role":"user","content":"hello"}]}""", "\"code\":\"access_denied\"")]
    [InlineData("v1/responses", """{"model":"gpt-4o","input":"hello"}""", "\"code\":\"access_denied\"")]
    [InlineData("v1/messages", """{"model":"gpt-4o","max_tokens":5,"messages":[{"role":"user","content":"hello"}]}""", "\"type\":\"error\"")]
    [InlineData("v1beta/models/gpt-4o:generateContent", """{"contents":[{"parts":[{"text":"hello"}]}]}""", "\"code\":403")]
    public async Task Where_no_target_is_left_the_refusal_names_the_rule_its_reason_and_its_source(string path, string body, string shape)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, more: NotInChina, time: new FakeTimeProvider(Begins));
        Enter(gateway, Chinese);
        using var response = await gateway.PostAsync(path, body);
        var text = (await response.Content.ReadAsStringAsync(Cancellation)).Replace(": ", ":", StringComparison.Ordinal);

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Contains(shape, text, StringComparison.Ordinal);
        Assert.Contains("The first provider leaves. (rule not-in-china, https://example.com/notice)", text, StringComparison.Ordinal);
        Assert.Equal("denied;rule=not-in-china;own", response.Headers.GetValues("x-changeover-access").Single());
        Assert.Equal(0, gateway.First.Journal.Received);
        Assert.Equal(("access_denied", "not-in-china"), (gateway.Record().ErrorCode, gateway.Record().Access!.Rule));
    }

    [Fact]
    public async Task Who_is_not_concerned_is_answered_as_ever_and_who_is_unknown_is_not()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, more: NotInChina, time: new FakeTimeProvider(Begins));
        Enter(gateway, new() { Country = "DE" });
        Assert.Equal("provider-1/model-1", await TargetAsync(gateway));

        Enter(gateway, CallerAttributes.Unknown);
        using var refused = await gateway.ChatAsync();
        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Contains("is not known of this caller", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "CN", 403)]
    [InlineData("127.0.0.0/8", "DE", 200)]
    [InlineData("127.0.0.0/8", "cn", 200)] // no country: the key's holds
    [InlineData("10.0.0.0/8", "CN", 200)] // not from a trusted proxy: the key's holds
    public async Task A_country_in_a_header_counts_from_a_trusted_proxy_only(string trusted, string country, int status)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            providers: 1, more: $"{NotInChina}  country_header: CF-IPCountry\n  trusted_proxies: [{trusted}]\n", time: new FakeTimeProvider(Begins));
        Enter(gateway, new() { Country = "DE" });
        gateway.Http.DefaultRequestHeaders.Add("CF-IPCountry", country);
        using var response = await gateway.ChatAsync();
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("finish")]
    [InlineData("cut")]
    public async Task A_running_stream_finishes_or_is_cut_with_an_error_of_its_dialect(string rule)
    {
        var time = new FakeTimeProvider(Begins.AddTicks(-1));
        await using var gateway = await GatewayUnderTest.StartAsync(more: $"{NotInChina}  running_streams: {rule}\n", time: time);
        Enter(gateway, Chinese);
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 10 };
        using var response = await gateway.ChatAsync(stream: true, text: "one two three four five six seven eight");
        time.Advance(TimeSpan.FromTicks(1));
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("provider-1/model-1", response.Headers.GetValues("x-changeover-target").Single());
        Assert.Equal(rule == "finish", text.Contains("eight", StringComparison.Ordinal));
        Assert.Equal(rule == "finish", text.Contains("[DONE]", StringComparison.Ordinal));
        Assert.Equal(rule == "cut", text.Contains("\"code\":\"access_denied\"", StringComparison.Ordinal));
        Assert.Equal(rule == "cut" ? "access_ended" : null, Assert.Single(gateway.Record().Attempts).Fault);
        Assert.Equal(0, gateway.Second.Journal.Received);
        Assert.False(gateway.IsResting("gpt-4o"));
    }

    [Fact]
    public async Task Where_a_rule_says_so_nothing_is_kept_though_the_route_keeps_bodies()
    {
        const string NoStore = "access:\n  rules:\n    - id: secret\n      effect: require\n      data_classes: [secret]\n      require: {no_store: true}\n      reason: Secrets stay out.\n";
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: "    record: bodies\n    cache: {for: 10m}\n", more: NoStore);
        foreach (var data in new[] { "secret", "open" })
        {
            Enter(gateway, new() { DataClass = data });
            foreach (var stream in new[] { false, true, false })
            {
                using var answered = await gateway.ChatAsync(stream, text: $"a word of {data} kind");
                await answered.Content.ReadAsStringAsync(Cancellation);
                Assert.Equal(200, (int)answered.StatusCode);
            }

            using var kept = await gateway.PostAsync("v1/responses", $$"""{"model":"gpt-4o","input":"a word of {{data}} kind"}""");
            Assert.Equal(200, (int)kept.StatusCode);
        }

        var records = gateway.Records();
        Assert.All(records.Take(4), record => Assert.True(record is { RequestBody: null, AnswerBody: null, Recalled: null, Access.Rule: "secret" }));
        Assert.All(records.Skip(4), record => Assert.NotNull(record.RequestBody));
        Assert.NotNull(records[6].Recalled);
        Assert.Equal(-1, gateway.OnDisk().AsSpan().IndexOf("of secret kind"u8));
        Assert.NotEqual(-1, gateway.OnDisk().AsSpan().IndexOf("of open kind"u8));
    }

    [Fact]
    public async Task A_block_that_the_provider_itself_made_is_noted_beside_the_rules()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        Enter(gateway, new() { Country = "SG" });
        gateway.First.Faults.Set("region_block");
        Assert.Equal("provider-2/model-2", await TargetAsync(gateway));
        Assert.True(gateway.IsResting("gpt-4o"));
        await Eventually.HoldsAsync(() => Task.FromResult(gateway.Blocks().Count == 1));

        var seen = gateway.Blocks().Single();
        Assert.Equal(("provider-1", "SG", 1L), (seen.Upstream, seen.Country, seen.Seen));
    }

    private static void Enter(GatewayUnderTest gateway, CallerAttributes attributes) =>
        gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.CreateKey(attributes: attributes));

    private static async Task<string> TargetAsync(GatewayUnderTest gateway)
    {
        using var response = await gateway.ChatAsync();
        Assert.Equal(200, (int)response.StatusCode);
        return response.Headers.GetValues("x-changeover-target").Single();
    }
}
