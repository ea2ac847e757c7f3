using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Dialects;

/// <summary><c>n</c> at targets that give one answer.</summary>
public sealed class Several_answers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("anthropic")]
    [InlineData("hunyuan-native")]
    public async Task Are_asked_for_one_by_one_and_paid_together(string provider)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        var one = await AskAsync(gateway, 1);
        using var response = await PostAsync(gateway, 3);
        var three = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;

        Assert.Equal([0, 1, 2], three["choices"]!.AsArray().Select(choice => (int)choice!["index"]!));
        Assert.All(three["choices"]!.AsArray(), choice => Assert.Equal("one two three", (string?)choice!["message"]!["content"]));
        Assert.Equal(3 * (int)one["usage"]!["prompt_tokens"]!, (int)three["usage"]!["prompt_tokens"]!);
        Assert.Equal(3 * (int)one["usage"]!["completion_tokens"]!, (int)three["usage"]!["completion_tokens"]!);
        Assert.Contains("n;emulated", string.Concat(response.Headers.GetValues("x-changeover-loss")), StringComparison.Ordinal);
        Assert.Equal(1 + 3, gateway.Hosts[0].State.Journal.Received);
        var record = gateway.Records()[^1];
        Assert.Single(record.Attempts);
        Assert.Equal((int)three["usage"]!["completion_tokens"]!, record.Usage!.Output);
    }

    [Theory]
    [InlineData("rate_limited", 3)]
    [InlineData("cut_after_events", 3)]
    public async Task Are_asked_of_the_next_target_where_one_of_them_fails(string fault, int asked)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic"), Of("gemini")], "    retry: {attempts: 1}\n");
        gateway.Hosts[0].State.Faults.Set(new FaultPlan(fault) { Count = 1 });
        var three = await AskAsync(gateway, 3);

        Assert.Equal(3, three["choices"]!.AsArray().Count);
        Assert.Equal(asked, gateway.Hosts[0].State.Journal.Received);
        Assert.Equal(fault == "cut_after_events", gateway.Records()[^1].Attempts[0].Usage is not null);
        Assert.Equal(["p1", "p2"], gateway.Records()[^1].Attempts.Select(attempt => attempt.Upstream));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(9, false)]
    public async Task Go_to_a_target_that_has_them_where_they_are_streamed_or_many(int count, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic"), Of("openai-compatible")]);
        using var response = await PostAsync(gateway, count, stream);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal((0, 1), (gateway.Hosts[0].State.Journal.Received, gateway.Hosts[1].State.Journal.Received));
    }

    private static async Task<JsonNode> AskAsync(GatewayOfDialects gateway, int count)
    {
        using var response = await PostAsync(gateway, count);
        Assert.Equal(200, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    private static Task<HttpResponseMessage> PostAsync(GatewayOfDialects gateway, int count, bool stream = false) => gateway.Http.PostAsJsonAsync(
        "v1/chat/completions",
        new JsonObject { ["model"] = "m", ["n"] = count, ["stream"] = stream, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "one two three" }) },
        Cancellation);

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
