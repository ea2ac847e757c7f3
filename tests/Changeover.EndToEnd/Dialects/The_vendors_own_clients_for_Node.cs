namespace Changeover.EndToEnd.Dialects;

/// <summary>An application keeps its client, whoever answers.</summary>
public sealed class The_vendors_own_clients_for_Node(NodeClients clients) : IClassFixture<NodeClients>
{
    private static readonly string[] Common = ["text", "stream", "tools", "streamed tools", "structured output", "picture", "unknown model", "wrong key", "too many", "broken off", "abort"];

    private static readonly Dictionary<string, string[]> Checks = new(StringComparer.Ordinal)
    {
        ["openai chat"] = [.. Common, "bad request"],
        ["openai responses"] = [.. Common, "bad request"],
        ["anthropic"] = [.. Common, "bad request", "count"],
        ["google"] = [.. Common, "bad request", "count"],
        ["ai: openai responses"] = Common,
        ["ai: openai chat"] = Common,
        ["ai: openai-compatible"] = Common,
        ["ai: anthropic"] = Common,
        ["ollama"] = [.. Common, "bad request"],
    };

    public static TheoryData<string, string, string> All { get; } =
        [.. from client in Checks from provider in TroubledGateway.Providers from check in client.Value select (client.Key, provider, check)];

    [Theory]
    [MemberData(nameof(All))]
    public void Do_not_notice(string client, string provider, string check)
    {
        var fault = clients.FaultOf(client, provider, check);
        Assert.True(fault is null, fault);
    }

    [Fact]
    public void Say_nothing_else_and_are_seen_to_leave() => Assert.Equal("", clients.Complaints);
}
