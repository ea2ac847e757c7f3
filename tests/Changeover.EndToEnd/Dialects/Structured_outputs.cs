using System.Text.Json.Nodes;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Dialects;

/// <summary>A schema for the answer, whatever the provider has for it: its own, a tool that must be called, or words and a check.</summary>
public sealed class Structured_outputs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly JsonObject Schema = new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("city"),
        ["additionalProperties"] = false,
    };

    public static TheoryData<string, string, bool> Cases { get; } =
        [.. from client in new[] { "openai-chat", "openai-responses", "gemini", "ollama" } from supply in Supply.All from stream in new[] { false, true } select (client, supply.Name, stream)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_answer_follows_the_schema(string client, string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        var heard = await AskAsync(gateway, client, stream, "sandbox: json\nParis");
        Assert.True(heard is { Status: 200, Ended: true }, heard.ToString());
        Assert.Equal(["city"], JsonNode.Parse(heard.Text)!.AsObject().Select(member => member.Key));
    }

    public static TheoryData<string, bool> InWords { get; } =
        [.. from supply in new[] { "deepseek", "hunyuan-native", "dashscope-native" } from stream in new[] { false, true } select (supply, stream)];

    [Theory]
    [MemberData(nameof(InWords))]
    public async Task A_target_that_breaks_the_schema_is_shown_what_is_wrong_and_mends_it(string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        gateway.Hosts[0].State.Faults.Set(new FaultPlan("breaks_schema") { Count = 1 });
        var heard = await AskAsync(gateway, "openai-chat", stream, "sandbox: json\nParis");

        Assert.True(heard is { Status: 200, Ended: true }, heard.ToString());
        Assert.Equal(["city"], JsonNode.Parse(heard.Text)!.AsObject().Select(member => member.Key));
        var repair = gateway.Hosts[0].State.Journal.Entries[^1].Body;
        Assert.Contains("unasked", repair, StringComparison.Ordinal);
        Assert.Contains("PropertyRequired", repair, StringComparison.Ordinal);
        Assert.Equal(["format_not_kept", null], Assert.Single(gateway.Records()).Attempts.Select(attempt => attempt.Fault));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_target_that_does_not_mend_it_is_left_for_the_next(bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("deepseek"), Of("gemini")], "    retry: {attempts: 4}\n");
        gateway.Hosts[0].State.Faults.Set("breaks_schema");
        var heard = await AskAsync(gateway, "openai-chat", stream, "sandbox: json\nParis");

        Assert.Equal(["city"], JsonNode.Parse(heard.Text)!.AsObject().Select(member => member.Key));
        Assert.Equal([("p1", "format_not_kept"), ("p1", "format_not_kept"), ("p2", null)], Assert.Single(gateway.Records()).Attempts.Select(attempt => (attempt.Upstream, attempt.Fault)));
    }

    private static Task<Heard> AskAsync(GatewayOfDialects gateway, string client, bool stream, string question)
    {
        var tongue = Tongue.Of(client);
        return (tongue with
        {
            Body = (model, streams, text, tool) =>
            {
                var body = tongue.Body(model, streams, text, tool);
                var schema = Schema.DeepClone();
                switch (client)
                {
                    case "openai-chat":
                        body["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "place", ["schema"] = schema, ["strict"] = true } };
                        break;
                    case "openai-responses":
                        body["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "place", ["schema"] = schema, ["strict"] = true } };
                        break;
                    case "gemini":
                        body["generationConfig"] = new JsonObject { ["responseMimeType"] = "application/json", ["responseJsonSchema"] = schema };
                        break;
                    default:
                        body["format"] = schema;
                        break;
                }

                return body;
            },
        }).AskAsync(gateway.Http, "m", stream, question, tool: false, Cancellation);
    }

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
