using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.EndToEnd.Dialects;

/// <summary>What a target's dialect cannot carry is told to the client and in the record, or the target is passed over.</summary>
public sealed class What_is_lost
{
    private static readonly object Request = new
    {
        model = "m",
        seed = 7,
        logit_bias = new Dictionary<string, int> { ["5"] = 1 },
        max_tokens = 50,
        messages = new[] { new { role = "user", content = "Hello" } },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_in_the_header_and_with_reasons_in_the_record()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic")]);
        using var answer = await gateway.Http.PostAsJsonAsync("v1/chat/completions", Request, Cancellation);
        Assert.Equal("logit_bias;ignored, seed;ignored, message.usage.service_tier;ignored", Assert.Single(answer.Headers.GetValues("x-changeover-loss")));
        Assert.Equal([("logit_bias", LossKind.Ignored), ("seed", LossKind.Ignored), ("message.usage.service_tier", LossKind.Ignored)], Assert.Single(gateway.Records()).Losses!.Select(loss => (loss.Path, loss.Kind)));
    }

    [Fact]
    public async Task Passes_a_target_over_where_the_route_says_so()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic"), Of("openai-compatible")], "    on_loss: refuse\n");
        using var answer = await gateway.Http.PostAsJsonAsync("v1/chat/completions", Request, Cancellation);
        Assert.Equal((200, 0, 1), ((int)answer.StatusCode, gateway.Hosts[0].State.Journal.Received, gateway.Hosts[1].State.Journal.Received));
        Assert.False(answer.Headers.Contains("x-changeover-loss"));
        Assert.Equal(["cannot_be_carried", null], Assert.Single(gateway.Records()).Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task Is_an_error_that_names_it_where_no_other_target_is_left()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic")], "    on_loss: refuse\n");
        using var answer = await gateway.Http.PostAsJsonAsync("v1/chat/completions", Request, Cancellation);
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["error"]!;
        Assert.Equal((400, "capability_missing"), ((int)answer.StatusCode, (string?)error["code"]));
        Assert.Contains("logit_bias", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_too_where_a_provider_of_the_same_dialect_refuses_a_field()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("moonshot") with { Model = "kimi-k2.5" }]);
        using var answer = await gateway.Http.PostAsJsonAsync("v1/chat/completions", new { model = "m", temperature = 0.5, messages = new[] { new { role = "user", content = "Hello" } } }, Cancellation);
        Assert.Equal("temperature;ignored", Assert.Single(answer.Headers.GetValues("x-changeover-loss")));
    }

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
