using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;

namespace Changeover.EndToEnd.Sandbox.Gemini;

/// <summary>The sandbox answers the way the Gemini API does.</summary>
public sealed class Gemini_answers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_and_usage_come_in_a_candidate()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var answer = await ask.GenerateAsync(AskGemini.Chat("one two three", ""","systemInstruction":{"parts":[{"text":"be short"}]}""")).JsonAsync();

        var candidate = answer["candidates"]![0]!;
        Assert.Equal("one two three", (string?)candidate["content"]!["parts"]![0]!["text"]);
        Assert.Equal(("model", "STOP"), ((string)candidate["content"]!["role"]!, (string)candidate["finishReason"]!));
        Assert.Equal((5, 3, 8), Counts(answer));
        Assert.Equal("gemini-2.5-flash", (string?)answer["modelVersion"]);
    }

    [Theory]
    [InlineData("?alt=sse")]
    [InlineData("")]
    public async Task Stream_what_they_would_have_said_in_one_body(string query)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var chat = AskGemini.Chat($"{Ask.LongText}\nsandbox: reason=4", ""","generationConfig":{"thinkingConfig":{"includeThoughts":true}}""");

        var whole = await ask.GenerateAsync(chat).JsonAsync();
        var chunks = await ChunksAsync(ask.PostAsync($"v1beta/models/gemini-2.5-flash:streamGenerateContent{query}", chat));

        foreach (var isThought in new[] { false, true })
            Assert.Equal(Text([whole], isThought), Text(chunks, isThought));
        Assert.Equal(Ask.LongText, Text(chunks, false));
        Assert.Equal("STOP", (string?)chunks[^1]["candidates"]![0]!["finishReason"]);
        Assert.All(chunks.SkipLast(1), chunk => Assert.Null(chunk["candidates"]![0]!["finishReason"]));
        Assert.Equal(whole["usageMetadata"]!.ToJsonString(), chunks[^1]["usageMetadata"]!.ToJsonString());
        Assert.Equal(1 + 4 + 12, chunks.Count);
    }

    [Fact]
    public async Task Count_thoughts_apart_and_show_them_only_where_asked()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var hidden = await ask.GenerateAsync(AskGemini.Chat("hi", ""","generationConfig":{"thinkingConfig":{"thinkingBudget":100}}""")).JsonAsync();
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        Assert.Equal((1, 1, 18), Counts(hidden));
        Assert.Equal(16, (int)hidden["usageMetadata"]!["thoughtsTokenCount"]!);
        Assert.Equal(["hi"], hidden["candidates"]![0]!["content"]!["parts"]!.AsArray().Select(part => (string?)part!["text"]));
        Assert.Equal((17L, 16L), (sandbox.State.Journal.Bill.CompletionTokens, sandbox.State.Journal.Bill.Lines[0].ReasoningTokens));
    }

    [Theory]
    [InlineData("gemini-2.5-flash", false)]
    [InlineData("gemini-3-pro-preview", true)]
    public async Task Call_functions_in_parallel_with_whole_arguments(string model, bool hasIds)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var chat = AskGemini.Chat("Lima\nsandbox: tools=2", $",\"tools\":[{AskGemini.Weather}]");

        var whole = await ask.GenerateAsync(chat, model).JsonAsync();
        var chunks = await ChunksAsync(ask.StreamAsync(chat, model));

        foreach (var calls in new[] { Calls([whole]), Calls(chunks) })
        {
            Assert.Equal(["weather", "time"], calls.Select(call => (string?)call["name"]));
            Assert.Equal("""{"city":"Lima","days":1}""", calls[0]["args"]!.ToJsonString());
            Assert.All(calls, call => Assert.Equal(hasIds, call["id"] is not null));
        }
        Assert.Equal("STOP", (string?)chunks[^1]["candidates"]![0]!["finishReason"]);
    }

    [Theory]
    [InlineData("""{"mode":"NONE"}""", 0, null)]
    [InlineData("""{"mode":"ANY","allowedFunctionNames":["time"]}""", 1, "time")]
    [InlineData("""{"mode":"AUTO"}""", 1, "weather")]
    public async Task Obey_the_function_calling_mode(string config, int calls, string? name)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var answer = await ask.GenerateAsync(AskGemini.Chat("Lima", $",\"tools\":[{AskGemini.Weather}],\"tool_config\":{{\"function_calling_config\":{config}}}")).JsonAsync();

        Assert.Equal(calls, Calls([answer]).Count);
        Assert.Equal(name, (string?)Calls([answer]).FirstOrDefault()?["name"]);
    }

    [Fact]
    public async Task Fill_a_response_schema()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        const string config = """
            ,"generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","required":["name"],
            "properties":{"name":{"type":"STRING"},"tags":{"type":"ARRAY","items":{"type":"BOOLEAN"}},"kind":{"type":"STRING","enum":["a","b"]}}}}
            """;

        var answer = await ask.GenerateAsync(AskGemini.Chat("Ann", config)).JsonAsync();

        Assert.Equal("""{"name":"Ann","tags":[true],"kind":"a"}""", Text([answer], false));
    }

    [Fact]
    public async Task Stop_at_the_limit_and_at_a_sequence()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var limited = await ask.GenerateAsync(AskGemini.Chat("one two three", ""","generationConfig":{"maxOutputTokens":2}""")).JsonAsync();
        var stopped = await ask.GenerateAsync(AskGemini.Chat("one two three", ""","generation_config":{"stop_sequences":["two"]}""")).JsonAsync();
        var thinking = await ask.GenerateAsync(AskGemini.Chat("one\nsandbox: reason=9", ""","generationConfig":{"maxOutputTokens":5}""")).JsonAsync();

        Assert.Equal(("one two", "MAX_TOKENS"), (Text([limited], false), (string)limited["candidates"]![0]!["finishReason"]!));
        Assert.Equal(("one ", "STOP"), (Text([stopped], false), (string)stopped["candidates"]![0]!["finishReason"]!));
        Assert.Equal("""{"role":"model"}""", thinking["candidates"]![0]!["content"]!.ToJsonString());
    }

    [Fact]
    public async Task Are_taken_away_by_the_safety_filter_when_steered()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);

        var refused = await ask.GenerateAsync(AskGemini.Chat("hi\nsandbox: refusal")).JsonAsync();
        var blocked = await ask.GenerateAsync(AskGemini.Chat("hi\nsandbox: blocked")).JsonAsync();
        var streamed = await ChunksAsync(ask.StreamAsync(AskGemini.Chat("hi\nsandbox: blocked")));

        Assert.Equal("SAFETY", (string?)refused["candidates"]![0]!["finishReason"]);
        Assert.Null(refused["candidates"]![0]!["content"]);
        Assert.Equal("SAFETY", (string?)blocked["promptFeedback"]!["blockReason"]);
        Assert.Null(blocked["candidates"]);
        Assert.Equal(blocked.ToJsonString(), Assert.Single(streamed).ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Say_what_is_billed(bool stream)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var chat = AskGemini.Chat("Lima\nsandbox: tools=2 reason=5 cached=3", $",\"tools\":[{AskGemini.Weather}]");

        var last = stream ? (await ChunksAsync(ask.StreamAsync(chat)))[^1] : await ask.GenerateAsync(chat).JsonAsync();
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        var (usage, line) = (last["usageMetadata"]!, sandbox.State.Journal.Bill.Lines[0]);
        Assert.Equal((line.PromptTokens, line.CachedTokens), ((long)usage["promptTokenCount"]!, (long)usage["cachedContentTokenCount"]!));
        Assert.Equal(line.ReasoningTokens, (long)usage["thoughtsTokenCount"]!);
        Assert.Equal(line.CompletionTokens, (long)usage["candidatesTokenCount"]! + (long)usage["thoughtsTokenCount"]!);
        Assert.Equal((5, 3), (line.ReasoningTokens, line.CachedTokens));
    }

    [Fact]
    public async Task Carry_logprobs_where_asked()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var chat = AskGemini.Chat("hi there", ""","generationConfig":{"responseLogprobs":true,"logprobs":2}""");

        var whole = (await ask.GenerateAsync(chat).JsonAsync())["candidates"]![0]!;
        var chunks = await ChunksAsync(ask.StreamAsync(chat));

        Assert.Equal(["hi", " there"], Tokens(whole));
        Assert.Equal(["hi", " there"], chunks.SelectMany(chunk => Tokens(chunk["candidates"]![0]!)));
        Assert.All(whole["logprobsResult"]!["topCandidates"]!.AsArray(), position => Assert.Equal(2, position!["candidates"]!.AsArray().Count));
        Assert.NotNull(whole["avgLogprobs"]);

        static IEnumerable<string?> Tokens(JsonNode candidate) =>
            (candidate["logprobsResult"]?["chosenCandidates"]?.AsArray() ?? []).Select(entry => (string?)entry!["token"]);
    }

    [Fact]
    public async Task Count_tokens_as_the_bill_does()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        var chat = AskGemini.Chat("one two three", $",\"tools\":[{AskGemini.Weather}]");

        var turns = await ask.PostAsync("v1beta/models/gemini-2.5-flash:countTokens", AskGemini.Chat("one two three")).JsonAsync();
        var request = await ask.PostAsync("v1beta/models/gemini-2.5-flash:countTokens", $$"""{"generateContentRequest":{{chat}}}""").JsonAsync();
        var answer = await ask.GenerateAsync(chat).JsonAsync();

        Assert.Equal(3, (int)turns["totalTokens"]!);
        Assert.Equal((int)answer["usageMetadata"]!["promptTokenCount"]!, (int)request["totalTokens"]!);
    }

    [Fact]
    public async Task Embed_one_text_as_in_a_batch()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        const string request = """{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a b"}]},"outputDimensionality":8}""";

        var one = await ask.PostAsync("v1beta/models/gemini-embedding-001:embedContent", request).JsonAsync();
        var many = await ask.PostAsync("v1beta/models/gemini-embedding-001:batchEmbedContents", $$"""{"requests":[{{request}},{{request}}]}""").JsonAsync();

        Assert.Equal(8, one["embedding"]!["values"]!.AsArray().Count);
        Assert.All(many["embeddings"]!.AsArray(), embedding => Assert.Equal(one["embedding"]!.ToJsonString(), embedding!.ToJsonString()));
        Assert.Equal(2, many["embeddings"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_the_models()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { Models = ["gemini-2.5-flash"], StrictModels = true } }, Cancellation);
        using var ask = new AskGemini(sandbox);

        var list = await ask.SendAsync(HttpMethod.Get, "v1beta/models").JsonAsync();
        var one = await ask.SendAsync(HttpMethod.Get, "v1beta/models/gemini-2.5-flash").JsonAsync();
        var none = await ask.GenerateAsync(AskGemini.Chat("hi"), "gemini-9").JsonAsync();

        Assert.Equal("models/gemini-2.5-flash", (string?)Assert.Single(list["models"]!.AsArray())!["name"]);
        Assert.Equal("models/gemini-2.5-flash", (string?)one["name"]);
        Assert.Equal("NOT_FOUND", (string?)none["error"]!["status"]);
    }

    [Fact]
    public async Task Take_the_key_from_the_query_and_keep_it_out_of_the_journal()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox) { Key = null };

        using var answer = await ask.PostAsync("v1beta/models/m:generateContent?key=AIza-secret", AskGemini.Chat("hi"));
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        Assert.True(answer.IsSuccessStatusCode);
        var entry = sandbox.State.Journal.Entries[0];
        Assert.Equal((Credential.Hash("AIza-secret"), "m"), (entry.Key, entry.Model));
        Assert.Equal($"?key={Credential.Hash("AIza-secret")}", entry.Query);
    }

    private static (int Prompt, int Candidates, int Total) Counts(JsonNode answer)
    {
        var usage = answer["usageMetadata"]!;
        return ((int)usage["promptTokenCount"]!, (int)usage["candidatesTokenCount"]!, (int)usage["totalTokenCount"]!);
    }

    private static async Task<IReadOnlyList<JsonNode>> ChunksAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        return body[0] == '['
            ? [.. JsonNode.Parse(body)!.AsArray().OfType<JsonNode>()]
            : [.. body.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonNode.Parse(frame["data: ".Length..])!)];
    }

    private static IEnumerable<JsonNode> Parts(IEnumerable<JsonNode> chunks) =>
        chunks.SelectMany(chunk => chunk["candidates"]![0]!["content"]?["parts"]?.AsArray() ?? []).OfType<JsonNode>();

    private static string Text(IEnumerable<JsonNode> chunks, bool isThought) =>
        string.Concat(Parts(chunks).Where(part => (part["thought"] is not null) == isThought).Select(part => (string?)part["text"]));

    private static List<JsonNode> Calls(IEnumerable<JsonNode> chunks) => [.. Parts(chunks).Select(part => part["functionCall"]).OfType<JsonNode>()];
}
