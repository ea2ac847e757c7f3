using System.Text.Json.Nodes;
using Changeover.EndToEnd.Gateway;
using Changeover.Providers;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Translation;

/// <summary>OpenAI's clients before DashScope and Hunyuan in their own dialects: nobody notices.</summary>
public sealed class Native_providers_behind_the_gateway
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dashscope", false, 2)]
    [InlineData("dashscope", true, 2)]
    [InlineData("hunyuan", false, 3)]
    [InlineData("hunyuan", true, 3)]
    public async Task Answers_end_before_the_stop_string_and_say_what_they_cost(string route, bool stream, int tokens)
    {
        await using var gateway = await StartAsync();

        var answer = await AskAsync(gateway, route, stream, "one two three four", """, "stop": ["three"]""");

        Assert.Equal(("one two ", "stop"), (answer.Text, answer.Finish));
        Assert.Equal(tokens, answer.OutputTokens);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_that_DashScope_only_streams_is_whole_for_a_client_that_wants_it_whole(bool stream)
    {
        await using var gateway = await StartAsync();

        var answer = await AskAsync(gateway, "dashscope", stream, "one two\nsandbox: reason=3", """, "reasoning_effort": "high" """);

        Assert.Equal(("one two", "stop"), (answer.Text, answer.Finish));
        Assert.NotEmpty(answer.Reasoning);
        Assert.True((bool)JsonNode.Parse(gateway.First.Journal.Entries[^1].Body)!["parameters"]!["enable_thinking"]!);
    }

    [Theory]
    [InlineData("stream-only")]
    [InlineData("stream-only-compatible")]
    public async Task A_model_that_answers_in_streams_only_answers_whole_for_a_client_that_wants_it_whole(string route)
    {
        await using var gateway = await StartAsync();

        var answer = await AskAsync(gateway, route, stream: false, "one two three", "");

        Assert.Equal(("one two three", "stop", 3), (answer.Text, answer.Finish, answer.OutputTokens - (answer.Reasoning.Length > 0 ? 16 : 0)));
        Assert.Null(Assert.Single(gateway.Record().Attempts).Class);
        Assert.Contains("event-stream", gateway.First.Journal.Entries[^1].Headers["accept"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dashscope")]
    [InlineData("hunyuan")]
    public async Task A_provider_that_is_cut_off_is_replaced_by_the_next(string route)
    {
        await using var gateway = await StartAsync();
        gateway.First.Faults.Set(new FaultPlan("rate_limited") { Match = new FaultMatch { Model = route == "hunyuan" ? "hunyuan-turbos-latest" : "qwen-plus" } });

        var answer = await AskAsync(gateway, route, stream: true, "one two", "");

        Assert.Equal("one two", answer.Text);
        Assert.Equal([route, "provider-1"], gateway.Record().Attempts.Select(attempt => attempt.Upstream).Distinct());
        Assert.All(gateway.Record().Attempts.SkipLast(1), attempt => Assert.Equal(ErrorClass.RateLimited, attempt.Class));
    }

    private static async Task<GatewayUnderTest> StartAsync()
    {
        var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var options = new SandboxOptions();
        var credential = Path.Combine(Path.GetDirectoryName(gateway.ConfigFile)!, "halves");
        await File.WriteAllTextAsync(credential, $"{options.TencentSecretId}:{options.TencentSecretKey}", Cancellation);
        var upstreams = $"""
            upstreams:
              dashscope:
                provider: dashscope-native
                base_url: {gateway.Providers[0].ProviderUrl}api/v1
                credential: file:{credential}
              compatible:
                provider: dashscope
                base_url: {gateway.Providers[0].ProviderUrl}v1
                credential: file:{credential}
              hunyuan:
                provider: hunyuan-native
                base_url: {gateway.Providers[0].ProviderUrl}
                credential: file:{credential}

            """;
        const string Routes = """
            routes:
              dashscope:
                targets: [dashscope/qwen-plus, provider-1/model-1]
              stream-only:
                targets: [dashscope/qwq-plus]
              stream-only-compatible:
                targets: [compatible/qwen3-omni-flash]
              hunyuan:
                targets: [hunyuan/hunyuan-turbos-latest, provider-1/model-1]

            """;
        var status = gateway.Reconfigure(text => text.Replace("upstreams:\n", upstreams, StringComparison.Ordinal).Replace("routes:\n", Routes, StringComparison.Ordinal));
        Assert.Empty(status.Faults);
        return gateway;
    }

    private static async Task<Seen> AskAsync(GatewayUnderTest gateway, string route, bool stream, string text, string more)
    {
        using var response = await gateway.PostAsync("v1/chat/completions", $$"""
            {"model": "{{route}}", "messages": [{"role": "user", "content": {{JsonValue.Create(text).ToJsonString()}}}], "stream": {{(stream ? "true, \"stream_options\": {\"include_usage\": true}" : "false")}}{{more}}}
            """);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, body);
        var chunks = stream
            ? body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(frame => frame != "data: [DONE]").Select(frame => JsonNode.Parse(frame["data: ".Length..])!).ToList()
            : [JsonNode.Parse(body)!];
        var choices = chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).ToList();
        return new Seen(Joined("content"), Joined("reasoning_content"), choices.Select(choice => (string?)choice!["finish_reason"]).Last(), (int?)chunks[^1]["usage"]?["completion_tokens"]);

        string Joined(string name) => string.Concat(choices.Select(choice => (string?)(choice!["delta"] ?? choice["message"])![name]));
    }

    private sealed record Seen(string Text, string Reasoning, string? Finish, int? OutputTokens);
}
