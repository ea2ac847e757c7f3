using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>Embeddings, completions, models, and everything else.</summary>
public sealed class Other_endpoints
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embeddings_are_the_same_as_floats_and_as_base64()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var floats = await ask.PostAsync("v1/embeddings", """{"model":"e","input":["a b","c"],"dimensions":8}""").JsonAsync();
        var base64 = await ask.PostAsync("v1/embeddings", """{"model":"e","input":["a b","c"],"dimensions":8,"encoding_format":"base64"}""").JsonAsync();

        Assert.Equal(3, (int)floats["usage"]!["prompt_tokens"]!);
        foreach (var index in new[] { 0, 1 })
        {
            var vector = floats["data"]![index]!["embedding"]!.AsArray().Select(x => (float)x!).ToArray();
            Assert.Equal(8, vector.Length);
            Assert.Equal(1, vector.Sum(x => x * x), 1e-5);
            Assert.Equal(vector, MemoryMarshal.Cast<byte, float>(Convert.FromBase64String((string)base64["data"]![index]!["embedding"]!)).ToArray());
        }
        Assert.NotEqual(floats["data"]![0]!["embedding"]!.ToJsonString(), floats["data"]![1]!["embedding"]!.ToJsonString());
    }

    [Theory]
    [InlineData("[1,2,3]", 1, 3)]
    [InlineData("[[1,2],[3]]", 2, 3)]
    [InlineData("\"one two\"", 1, 2)]
    public async Task Embeddings_take_texts_and_token_ids(string input, int vectors, int tokens)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var answer = await ask.PostAsync("v1/embeddings", $$"""{"model":"e","input":{{input}}}""").JsonAsync();

        Assert.Equal(vectors, answer["data"]!.AsArray().Count);
        Assert.Equal(tokens, (int)answer["usage"]!["prompt_tokens"]!);
    }

    [Fact]
    public async Task Completions_echo_the_prompt_streamed_or_not()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var whole = await ask.PostAsync("v1/completions", """{"model":"m","prompt":"once upon a time"}""").JsonAsync();
        var events = await ask.PostAsync("v1/completions", """{"model":"m","prompt":"once upon a time","stream":true}""").EventsAsync();

        Assert.Equal("once upon a time", (string?)whole["choices"]![0]!["text"]);
        Assert.Equal("once upon a time", string.Concat(events.Select(e => (string?)e["choices"]![0]!["text"])));
        Assert.Equal("stop", (string?)events[^1]["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Models_are_listed_and_found()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var list = await ask.SendAsync(HttpMethod.Get, "v1/models").JsonAsync();
        var one = await ask.SendAsync(HttpMethod.Get, "v1/models/gpt-4o").JsonAsync();
        using var none = await ask.SendAsync(HttpMethod.Get, "v1/models/absent");

        Assert.Contains("gpt-4o", list["data"]!.AsArray().Select(model => (string?)model!["id"]));
        Assert.Equal("gpt-4o", (string?)one["id"]);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Any_other_path_says_back_what_arrived()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);
        const string json = """{"input" : "x",  "n": 1.0}""";

        var echo = await ask.PostAsync("v1/moderations?a=b", json).JsonAsync();

        Assert.Equal(json, (string?)echo["body"]);
        Assert.Equal(("/v1/moderations", "?a=b"), ((string)echo["path"]!, (string)echo["query"]!));
    }
}
