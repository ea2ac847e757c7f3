namespace Changeover.EndToEnd.Dialects;

/// <summary>Any client in front of any provider.</summary>
public sealed class Every_pair_of_dialects
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool> Pairs { get; } =
        [.. from tongue in Tongue.All from supply in Supply.All from stream in new[] { false, true } select (tongue.Name, supply.Name, stream)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_question_is_answered_and_the_answer_ends(string client, string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        var heard = await Tongue.Of(client).AskAsync(gateway.Http, "m", stream, "The quick brown fox", tool: false, Cancellation);
        Assert.True(heard is { Status: 200, Ended: true, Text: "The quick brown fox" }, heard.ToString());
        var record = Assert.Single(gateway.Records());
        Assert.Equal((200, true), (record.Status, record.Usage is { Input: > 0, Output: > 0 }));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Tools_are_called_in_parallel(string client, string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        var heard = await Tongue.Of(client).AskAsync(gateway.Http, "m", stream, "sandbox: tools=2\nWhat is the weather?", tool: true, Cancellation);
        Assert.True(heard is { Status: 200, Ended: true, Calls: ["get_weather", "get_time"] }, heard.ToString());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_provider_that_fails_first_is_replaced_by_one_of_another_kind(string client, string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider), Supply.All[(Supply.All.ToList().FindIndex(supply => supply.Name == provider) + 1) % Supply.All.Count]]);
        gateway.Hosts[0].State.Faults.Set("region_block");
        var heard = await Tongue.Of(client).AskAsync(gateway.Http, "m", stream, "Hello", tool: false, Cancellation);
        Assert.True(heard is { Status: 200, Ended: true, Text: "Hello" }, heard.ToString());
        Assert.Equal(2, Assert.Single(gateway.Records()).Attempts.Count);
    }

    [Theory]
    [InlineData("openai-responses", false)]
    [InlineData("openai-responses", true)]
    [InlineData("anthropic-messages", false)]
    [InlineData("gemini", true)]
    public async Task OpenAI_answers_its_own_clients_in_their_own_dialect_and_all_others_too(string client, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.OpenAI]);
        var heard = await Tongue.Of(client).AskAsync(gateway.Http, "m", stream, "sandbox: tools=2\nWhat is the weather?", tool: true, Cancellation);
        Assert.True(heard is { Status: 200, Ended: true, Calls: ["get_weather", "get_time"] }, heard.ToString());
        Assert.Equal(client == "openai-responses" ? "/v1/responses" : "/v1/chat/completions", gateway.Hosts[0].State.Journal.Entries[0].Path);
        Assert.True(Assert.Single(gateway.Records()).Usage is { Input: > 0, Output: > 0 });
    }

    [Fact]
    public async Task A_seal_that_we_packed_never_reaches_a_provider()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("gemini"), Supply.OpenAI]);
        var session = Session.Of("openai-responses", gateway.Http, "m");
        Assert.Equal(200, (await session.TurnAsync(Cancellation)).Status);
        gateway.Hosts[0].State.Faults.Set("region_block");
        var (status, body) = await session.TurnAsync(Cancellation);
        Assert.True(status == 200, body);
        Assert.DoesNotContain("changeover-seal", gateway.Hosts[1].State.Journal.Entries[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai-compatible")]
    public async Task A_conversation_that_another_provider_keeps_is_refused_and_not_forgotten(string provider)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        using var content = new StringContent("""{"model":"m","input":"and now?","previous_response_id":"resp_1"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await gateway.Http.PostAsync("v1/responses", content, Cancellation);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("previous_response_id", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Hosts[0].State.Journal.Received);
    }

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
