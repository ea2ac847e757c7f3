using System.Net;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>The sandbox answers chat requests the way OpenAI does.</summary>
public sealed class The_dialect
{
    private const string Weather =
        """,{0}"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}}]""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/chat/completions")]
    [InlineData("compatible-mode/v1/chat/completions")]
    [InlineData("api/v3/chat/completions")]
    [InlineData("openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21")]
    public async Task Answers_under_any_prefix(string path)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var answer = await ask.PostAsync(path, """{"messages":[{"role":"user","content":"hello"}],"model":"gpt-4o"}""").JsonAsync();

        Assert.Equal("hello", (string?)answer["choices"]![0]!["message"]!["content"]);
    }

    [Fact]
    public async Task Takes_the_model_from_an_Azure_deployment()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var answer = await ask.PostAsync("openai/deployments/mine/chat/completions?api-version=2024-10-21", """{"messages":[{"role":"user","content":"hello"}]}""").JsonAsync();

        Assert.Equal("mine", (string?)answer["model"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Streams_the_text_that_it_would_have_buffered(int chunkTokens)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { ChunkTokens = chunkTokens } }, Cancellation);
        using var ask = new Ask(sandbox);

        var events = await ask.ChatAsync(stream: true).EventsAsync();

        Assert.Equal(Ask.LongText, events.Text());
        Assert.Equal("stop", (string?)events[^1]["choices"]![0]!["finish_reason"]);
        Assert.All(events, e => Assert.False(e.AsObject().ContainsKey("usage")));
        Assert.Equal(2 + (12 + chunkTokens - 1) / chunkTokens, events.Count);
    }

    [Theory]
    [InlineData(UsageStyle.OnRequest, false, 0, 0)]
    [InlineData(UsageStyle.OnRequest, true, 1, 5)]
    [InlineData(UsageStyle.Always, false, 1, 1)]
    [InlineData(UsageStyle.InChoice, false, 1, 1)]
    [InlineData(UsageStyle.NullFields, false, 0, 4)]
    [InlineData(UsageStyle.NullFields, true, 1, 5)]
    public async Task Reports_usage_where_the_style_says(UsageStyle style, bool asked, int reports, int fields)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { Usage = style } }, Cancellation);
        using var ask = new Ask(sandbox);

        var events = await ask.ChatAsync("one two", stream: true, asked ? ",\"stream_options\":{\"include_usage\":true}" : "").EventsAsync();

        Assert.Equal(fields, events.Count(e => e.AsObject().ContainsKey("usage")));
        Assert.Equal(reports, events.Count(e => e["usage"] is JsonObject usage && (int)usage["completion_tokens"]! == 2));
        Assert.Equal(style == UsageStyle.InChoice, (events[^1]["choices"] as JsonArray)?.FirstOrDefault()?["usage"] is not null);
    }

    [Fact]
    public async Task Streams_a_tool_call_as_deltas_of_its_arguments()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var events = await ask.ChatAsync("Lima", stream: true, Weather.Replace("{0}", "", StringComparison.Ordinal)).EventsAsync();

        var calls = events.Select(e => e["choices"]![0]!["delta"]!["tool_calls"]?[0]).OfType<JsonNode>().ToList();
        Assert.Equal("weather", (string?)calls[0]["function"]!["name"]);
        Assert.True(calls.Count > 3);
        Assert.Equal("""{"city":"Lima","days":1}""", string.Concat(calls.Select(call => (string?)call["function"]!["arguments"])));
        Assert.Equal("tool_calls", (string?)events[^1]["choices"]![0]!["finish_reason"]);
    }

    [Theory]
    [InlineData("\"tool_choice\":\"none\",", false)]
    [InlineData("\"tool_choice\":\"required\",", true)]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"weather\"}},", true)]
    public async Task Obeys_the_choice_of_tools(string choice, bool calls)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var answer = await ask.ChatAsync("Lima", extra: Weather.Replace("{0}", choice, StringComparison.Ordinal)).JsonAsync();

        Assert.Equal(calls, answer["choices"]![0]!["message"]!["tool_calls"] is not null);
    }

    [Fact]
    public async Task Cuts_at_a_stop_sequence_and_at_the_token_limit()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var stopped = (await ask.ChatAsync("one two three four", extra: ",\"stop\":[\"three\"]").JsonAsync())["choices"]![0]!;
        var limited = (await ask.ChatAsync("one two three four", extra: ",\"max_completion_tokens\":2").JsonAsync())["choices"]![0]!;

        Assert.Equal(("one two ", "stop"), ((string)stopped["message"]!["content"]!, (string)stopped["finish_reason"]!));
        Assert.Equal(("one two", "length"), ((string)limited["message"]!["content"]!, (string)limited["finish_reason"]!));
    }

    [Fact]
    public async Task Answers_n_times_with_reasoning_and_logprobs()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var answer = await ask.ChatAsync("hi there\nsandbox: reason=3", extra: ",\"n\":2,\"logprobs\":true,\"top_logprobs\":2").JsonAsync();
        var events = await ask.ChatAsync("hi there\nsandbox: reason=3", stream: true, ",\"n\":2,\"logprobs\":true,\"top_logprobs\":2").EventsAsync();

        foreach (var index in new[] { 0, 1 })
        {
            var choice = answer["choices"]![index]!;
            var streamed = events.SelectMany(e => e["choices"]!.AsArray()).Where(c => (int)c!["index"]! == index).ToList();
            Assert.Equal("hi there", (string?)choice["message"]!["content"]);
            Assert.Equal((string?)choice["message"]!["reasoning_content"], string.Concat(streamed.Select(c => (string?)c!["delta"]!["reasoning_content"])));
            Assert.Equal(["hi", " there"], choice["logprobs"]!["content"]!.AsArray().Select(position => (string?)position!["token"]));
            Assert.All(choice["logprobs"]!["content"]!.AsArray(), position => Assert.Equal(2, position!["top_logprobs"]!.AsArray().Count));
        }
        Assert.NotEqual((string?)answer["choices"]![0]!["message"]!["reasoning_content"], (string?)answer["choices"]![1]!["message"]!["reasoning_content"]);
    }

    [Fact]
    public async Task Fills_a_JSON_Schema()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);
        const string format = """
            ,"response_format":{"type":"json_schema","json_schema":{"name":"p","strict":true,"schema":{"type":"object","$defs":{"k":{"enum":["a","b"]}},
            "properties":{"name":{"type":"string"},"age":{"type":"integer"},"kind":{"$ref":"#/$defs/k"},"tags":{"type":"array","items":{"type":"boolean"}}}}}}
            """;

        var answer = await ask.ChatAsync("Ada", extra: format).JsonAsync();

        Assert.Equal("""{"name":"Ada","age":1,"kind":"a","tags":[true]}""", (string?)answer["choices"]![0]!["message"]!["content"]);
    }

    [Fact]
    public async Task Refuses_when_the_message_asks_for_a_refusal()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var message = (await ask.ChatAsync("I cannot\nsandbox: refusal").JsonAsync())["choices"]![0]!["message"]!;

        Assert.Null(message["content"]);
        Assert.Equal("I cannot", (string?)message["refusal"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"model\":\"gpt-4o\"}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[]}")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":\"two\"}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":1}")]
    [InlineData("{\"model\":\"gpt-4o\",\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":5,\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[7]}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":[3]}]}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":1000000}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"response_format\":{\"type\":[]}}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{\"function\":{}}]}")]
    public async Task Complains_about_a_bad_request_in_OpenAIs_shape(string json)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);
        using var answer = await ask.PostAsync("v1/chat/completions", json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["error"]!;
        Assert.Equal("invalid_request_error", (string?)error["type"]);
        Assert.NotEmpty((string)error["message"]!);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("sk-wrong-0123456789", 401)]
    [InlineData("sk-right", 200)]
    public async Task Lets_in_only_accepted_keys(string? key, int status)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { AcceptedKeys = ["sk-right"] } }, Cancellation);
        using var ask = new Ask(sandbox) { Key = key };
        using var answer = await ask.ChatAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("wrong-01", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_only_listed_models_when_strict()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { Models = ["only"], StrictModels = true } }, Cancellation);
        using var ask = new Ask(sandbox);
        using var answer = await ask.ChatAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
