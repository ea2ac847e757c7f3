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

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
