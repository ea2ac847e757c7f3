using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Gemini;

/// <summary>Gemini 3 wants back the signature that it gave with a call, in every step of the current turn.</summary>
public sealed class Thought_signatures
{
    private const string Model = "gemini-3-pro-preview";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Carry_a_loop_of_calls_when_each_step_gives_its_own_back()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var turns = new List<string> { AskGemini.User("Lima\nsandbox: tools=2") };

        for (var step = 0; step < 3; step++)
        {
            var content = (await AskAsync(ask, turns, ""","toolConfig":{"functionCallingConfig":{"mode":"ANY"}}"""))["candidates"]![0]!["content"]!;
            Assert.Equal([true, false], content["parts"]!.AsArray().Select(part => part!["thoughtSignature"] is not null));
            turns.Add(content.ToJsonString());
            turns.Add(Responses(content));
        }
        var last = (await AskAsync(ask, turns))["candidates"]![0]!;

        Assert.Equal("STOP", (string?)last["finishReason"]);
        Assert.NotNull(last["content"]!["parts"]![0]!["thoughtSignature"]);
    }

    [Theory]
    [InlineData(null, "Function call is missing a thought_signature in functionCall parts.")]
    [InlineData("bm90IGlzc3VlZCBoZXJl", "Corrupted thought signature.")]
    [InlineData("context_engineering_is_the_way_to_go", null)]
    [InlineData("skip_thought_signature_validator", null)]
    public async Task Are_checked_in_the_current_turn(string? signature, string? message)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var answer = await AskAsync(ask, [AskGemini.User("Lima"), Call(signature), Response]);

        if (message is null) Assert.Null(answer["error"]);
        else Assert.StartsWith(message, (string?)answer["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_not_missed_in_an_earlier_turn_nor_by_an_older_model()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var earlier = await AskAsync(ask, [AskGemini.User("Lima"), Call(null), Response, AskGemini.User("and now?")]);
        var older = await AskAsync(ask, [AskGemini.User("Lima"), Call(null), Response], model: "gemini-2.5-flash");

        Assert.Null(earlier["error"]);
        Assert.Null(older["error"]);
    }

    [Fact]
    public async Task Belong_to_the_call_that_they_came_with()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var part = (await AskAsync(ask, [AskGemini.User("Lima")]))["candidates"]![0]!["content"]!["parts"]![0]!;
        part["functionCall"]!["name"] = "time";
        var answer = await AskAsync(ask, [AskGemini.User("Lima"), $$"""{"role":"model","parts":[{{part.ToJsonString()}}]}""", Response.Replace("weather", "time", StringComparison.Ordinal)]);

        Assert.Equal("Corrupted thought signature.", (string?)answer["error"]!["message"]);
    }

    [Fact]
    public async Task Of_a_text_come_beside_an_empty_one_in_a_stream_and_may_be_given_back_so()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        using var streamed = await ask.StreamAsync(AskGemini.Chat("hi"), Model);
        var last = JsonNode.Parse((await streamed.Content.ReadAsStringAsync(Cancellation)).Split("data: ")[^1])!["candidates"]![0]!["content"]!;
        var next = await AskAsync(ask, [AskGemini.User("hi"), last.ToJsonString(), AskGemini.User("go on")]);

        Assert.Equal("", (string?)last["parts"]![0]!["text"]);
        Assert.Null(next["error"]);
    }

    private const string Response = """{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"ok":true}}}]}""";

    private static string Call(string? signature)
    {
        var part = new JsonObject { ["functionCall"] = new JsonObject { ["name"] = "weather", ["args"] = new JsonObject() } };
        if (signature is not null) part["thoughtSignature"] = signature;
        return new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(part) }.ToJsonString();
    }

    private static string Responses(JsonNode content) => new JsonObject
    {
        ["role"] = "user",
        ["parts"] = new JsonArray([.. content["parts"]!.AsArray().Select(part => new JsonObject
        {
            ["functionResponse"] = new JsonObject { ["name"] = (string?)part!["functionCall"]!["name"], ["id"] = (string?)part["functionCall"]!["id"], ["response"] = new JsonObject() },
        })]),
    }.ToJsonString();

    private static Task<JsonNode> AskAsync(AskGemini ask, IEnumerable<string> turns, string more = "", string model = Model) =>
        ask.GenerateAsync($$"""{"contents":[{{string.Join(',', turns)}}],"tools":[{{AskGemini.Weather}}]{{more}}}""", model).JsonAsync();
}
