using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Responses;

/// <summary>A response is kept unless the client forbids it, and a later one can go on from it.</summary>
public sealed class Kept_responses
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_found_listed_and_deleted()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);
        var created = await ask.CreateAsync(AskResponses.Text("hello")).JsonAsync();
        var path = $"v1/responses/{created["id"]}";

        var found = await ask.SendAsync(HttpMethod.Get, path).JsonAsync();
        var items = await ask.SendAsync(HttpMethod.Get, $"{path}/input_items").JsonAsync();
        var deleted = await ask.SendAsync(HttpMethod.Delete, path).JsonAsync();
        using var gone = await ask.SendAsync(HttpMethod.Get, path);

        Assert.Equal(created.ToJsonString(), found.ToJsonString());
        Assert.Equal("hello", (string?)items["data"]![0]!["content"]![0]!["text"]);
        Assert.True((bool)deleted["deleted"]!);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task Carry_a_tool_loop_on()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);
        var first = await ask.CreateAsync(AskResponses.Text("Lima", AskResponses.Tools)).JsonAsync();

        var output = $$"""[{"type":"function_call_output","call_id":"{{first["output"]![0]!["call_id"]}}","output":"sun"}]""";
        var second = await ask.CreateAsync(AskResponses.Input(output, $$"""{{AskResponses.Tools}},"previous_response_id":"{{first["id"]}}" """)).JsonAsync();

        Assert.Equal("Lima", (string?)second["output"]![0]!["content"]![0]!["text"]);
        Assert.True((int)second["usage"]!["input_tokens"]! > (int)first["usage"]!["input_tokens"]!);
    }

    [Theory]
    [InlineData(",\"store\":false")]
    [InlineData(null)]
    public async Task Are_not_known_when_not_kept_or_kept_elsewhere(string? more)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        await using var other = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);
        using var first = new AskResponses(more is null ? other : sandbox);
        await ask.CreateAsync(AskResponses.Text("this one is kept")).JsonAsync();
        var id = (string?)(await first.CreateAsync(AskResponses.Text("hi", more ?? "")).JsonAsync())["id"];

        using var found = await ask.SendAsync(HttpMethod.Get, $"v1/responses/{id}");
        using var next = await ask.CreateAsync(AskResponses.Text("and?", $",\"previous_response_id\":\"{id}\""));

        Assert.Equal((404, 400), ((int)found.StatusCode, (int)next.StatusCode));
        Assert.Equal("previous_response_not_found", (string?)JsonNode.Parse(await next.Content.ReadAsStringAsync(Cancellation))!["error"]!["code"]);
    }
}
