using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>When a fault strikes, and with which parameters.</summary>
public sealed class Fault_plans
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Strike_after_some_requests_and_as_often_as_said()
    {
        Assert.Equal([200, 200, 503, 503, 503, 200], await StatusesAsync(new FaultPlan("unavailable") { AfterRequests = 2, Count = 3 }, 6));
    }

    [Fact]
    public async Task Strike_by_a_seeded_chance()
    {
        var plan = new FaultPlan("unavailable") { Probability = 0.5, Seed = 11 };

        var first = await StatusesAsync(plan, 40);

        Assert.Equal(first, await StatusesAsync(plan, 40));
        Assert.InRange(first.Count(status => status == 503), 10, 30);
    }

    [Theory]
    [InlineData("gpt-4o", null, null, 503)]
    [InlineData("other", null, null, 200)]
    [InlineData(null, "sk-test-0123456789", null, 503)]
    [InlineData(null, "sk-other", null, 200)]
    [InlineData(null, null, "/chat/completions", 503)]
    [InlineData("gpt-4o", null, "/embeddings", 200)]
    public async Task Strike_only_what_matches(string? model, string? key, string? path, int status)
    {
        var plan = new FaultPlan("unavailable") { Match = new FaultMatch { Model = model, Key = key, Path = path } };

        Assert.Equal([status], await StatusesAsync(plan, 1));
    }

    [Fact]
    public async Task Refuse_connections_after_some_requests_also_to_a_client_that_is_connected()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan("connection_refused") { AfterRequests = 1 });
        using var connected = new Ask(sandbox);
        using var late = new Ask(sandbox);
        await connected.ChatAsync("one").JsonAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => connected.ChatAsync("two"));
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => late.ChatAsync("three"));
        sandbox.State.Faults.Clear();
        await late.ChatAsync("four").JsonAsync();

        Assert.Equal(HttpRequestError.ConnectionError, refusal.HttpRequestError);
    }

    [Theory]
    [InlineData("exact", """{"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}}""")]
    [InlineData("empty_param", """{"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","param":"","code":"unsupported_country_region_territory"}}""")]
    [InlineData("bare", """{"message":"Country, region, or territory not supported","type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}""")]
    public async Task Block_a_region_in_every_form_that_was_seen(string variant, string body)
    {
        using var answer = await PlayAsync("region_block", new() { ["variant"] = variant });

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Say_when_to_try_again_in_seconds_or_as_a_date_or_not_at_all()
    {
        using var none = await PlayAsync("rate_limited", []);
        using var seconds = await PlayAsync("rate_limited", new() { ["retry_after"] = 7 });
        using var date = await PlayAsync("rate_limited", new() { ["retry_after"] = 7, ["as_date"] = true });

        Assert.Null(none.Headers.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(7), seconds.Headers.RetryAfter!.Delta);
        Assert.InRange(date.Headers.RetryAfter!.Date!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-60), TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Send_any_status_and_body_word_for_word()
    {
        const string body = """{"error":{"code":"1302","message":"并发数过高"}}""";
        using var answer = await PlayAsync("raw", new() { ["status"] = 434, ["body"] = body });

        Assert.Equal(434, (int)answer.StatusCode);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("hunyuan", "Response")]
    [InlineData("qianfan_v1", "error_code")]
    [InlineData("own", "error")]
    [InlineData("minimax", "base_resp")]
    public async Task Hide_an_error_in_a_200_in_each_providers_way(string style, string field)
    {
        using var answer = await PlayAsync("error_in_200", new() { ["style"] = style });

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))![field]);
    }

    [Fact]
    public async Task Quote_the_key_when_asked_to()
    {
        using var masked = await PlayAsync("unauthorized", []);
        using var quoted = await PlayAsync("unauthorized", new() { ["quote_key"] = true });

        Assert.DoesNotContain("sk-test-0123456789", await masked.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("sk-test-0123456789", await quoted.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut_mid_frame")]
    [InlineData("cut_after_events")]
    public async Task Reset_instead_of_closing_when_asked_to(string kind)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan(kind) { Parameters = new() { ["reset"] = true } });

        var seen = await RawAnswer.AskAsync(sandbox.ProviderUrl, Ask.Chat(stream: true), Cancellation);

        Assert.True(seen.Reset);
        Assert.Equal(200, seen.Status);
    }

    [Theory]
    [InlineData("empty_stream", "terminal", "[DONE]")]
    [InlineData("no_finish", "terminal", "[DONE]")]
    [InlineData("error_event_first", "role_first", "\"role\":\"assistant\"")]
    public async Task Vary_by_a_flag(string kind, string flag, string trace)
    {
        using var without = await PlayAsync(kind, [], stream: true);
        using var with = await PlayAsync(kind, new() { [flag] = true }, stream: true);

        Assert.DoesNotContain(trace, await without.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains(trace, await with.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "{}", 0, "There is no fault 'nope'")]
    [InlineData("unavailable", """{"x":1}""", 0, "no parameter 'x'")]
    [InlineData("rate_limited", """{"retry_after":"soon"}""", 0, "'retry_after' must be like 0")]
    [InlineData("unavailable", "{}", -1, "after_requests")]
    public async Task Are_refused_with_a_reason_when_they_make_no_sense(string kind, string parameters, int after, string reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        var plan = new FaultPlan(kind) { Parameters = JsonNode.Parse(parameters)!.AsObject(), AfterRequests = after };

        var refusal = Assert.Throws<ArgumentException>(() => sandbox.State.Faults.Set(plan));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(sandbox.State.Faults.Active);
    }

    private static async Task<HttpResponseMessage> PlayAsync(string kind, JsonObject parameters, bool stream = false)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan(kind) { Parameters = parameters });
        using var ask = new Ask(sandbox);
        var answer = await ask.ChatAsync(stream: stream);
        await answer.Content.LoadIntoBufferAsync(Cancellation);
        return answer;
    }

    private static async Task<IReadOnlyList<int>> StatusesAsync(FaultPlan plan, int requests)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(plan);
        using var ask = new Ask(sandbox);
        var statuses = new List<int>();
        for (var request = 0; request < requests; request++)
        {
            using var answer = await ask.ChatAsync("x");
            statuses.Add((int)answer.StatusCode);
        }
        return statuses;
    }
}
