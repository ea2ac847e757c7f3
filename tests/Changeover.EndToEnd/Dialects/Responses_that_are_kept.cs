using System.ClientModel;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Faults;
using OpenAI;
using OpenAI.Responses;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Conversations by <c>previous_response_id</c>: the gateway remembers them, so that any provider can go on.</summary>
public sealed class Responses_that_are_kept
{
    private static readonly Supply OpenAI = new("openai", "v1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool> Changes { get; } =
        [.. from pair in new[] { ("openai", "anthropic"), ("anthropic", "gemini"), ("gemini", "openai"), ("openai-compatible", "hunyuan-native") } from stream in new[] { false, true } select (pair.Item1, pair.Item2, stream)];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_conversation_goes_on_with_another_provider_and_after_a_restart(string first, string second, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(first), Of(second)]);
        var one = await AskAsync(gateway, "m-1", "the quick fox", null, stream);
        var two = await AskAsync(gateway, "m-2", "over the dog", (string?)one["id"], stream);
        await gateway.RestartAsync();
        var three = await AskAsync(gateway, "m-1", "and away", (string?)two["id"], stream);

        Assert.Equal((string?)two["id"], (string?)three["previous_response_id"]);
        Assert.Equal("resp_" + gateway.Records()[^1].Id["req_".Length..], (string?)three["id"]);
        Assert.Contains("the quick fox", gateway.Hosts[1].State.Journal.Entries[^1].Body, StringComparison.Ordinal);
        var last = gateway.Hosts[0].State.Journal.Entries[^1].Body;
        Assert.Contains("the quick fox", last, StringComparison.Ordinal);
        Assert.Contains("over the dog", last, StringComparison.Ordinal);
        Assert.DoesNotContain("previous_response_id", last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("anthropic", true)]
    [InlineData("gemini", false)]
    public async Task A_tool_result_needs_the_id_only(string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        var tools = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "get_weather", ["parameters"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }, ["strict"] = false });
        var called = await AskAsync(gateway, "m", "sandbox: tool=get_weather\nWeather?", null, stream, tools);
        var call = called["output"]!.AsArray().Single(item => (string?)item!["type"] == "function_call")!;
        var result = new JsonArray(new JsonObject { ["type"] = "function_call_output", ["call_id"] = (string?)call["call_id"], ["output"] = "sunny" });
        var answered = await AskAsync(gateway, "m", result, (string?)called["id"], stream, tools);

        Assert.Equal("completed", (string?)answered["status"]);
        Assert.All(gateway.Records(), record => Assert.Equal(200, record.Status));
    }

    [Fact]
    public async Task A_Responses_provider_keeps_nothing()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([OpenAI]);
        var one = await AskAsync(gateway, "m", "hello", null, stream: false);
        await AskAsync(gateway, "m", "again", (string?)one["id"], stream: false);

        Assert.All(gateway.Hosts[0].State.Journal.Entries, entry => Assert.False((bool)JsonNode.Parse(entry.Body)!["store"]!));
        Assert.True((bool)one["store"]!);
    }

    [Fact]
    public async Task They_are_shown_listed_and_deleted()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[0]]);
        var input = new JsonArray([.. new[] { "one", "two", "three" }.Select(text => new JsonObject { ["role"] = "user", ["content"] = text })]);
        var made = await AskAsync(gateway, "m", input, null, stream: false);
        var path = $"v1/responses/{made["id"]}";

        Assert.True(JsonNode.DeepEquals(made, await gateway.Http.GetFromJsonAsync<JsonNode>(path, Cancellation)));
        var page = (await gateway.Http.GetFromJsonAsync<JsonNode>(path + "/input_items?order=asc&limit=2", Cancellation))!;
        Assert.Equal((2, true), (page["data"]!.AsArray().Count, (bool)page["has_more"]!));
        var rest = (await gateway.Http.GetFromJsonAsync<JsonNode>($"{path}/input_items?order=asc&after={page["last_id"]}", Cancellation))!;
        Assert.Contains("three", Assert.Single(rest["data"]!.AsArray())!.ToJsonString(), StringComparison.Ordinal);
        using var wrong = await gateway.Http.GetAsync(path + "/input_items?limit=0", Cancellation);
        Assert.Equal(400, (int)wrong.StatusCode);

        Assert.True((bool)(await gateway.Http.DeleteFromJsonAsync<JsonNode>(path, Cancellation))!["deleted"]!);
        Assert.Equal(404, await StatusAsync(gateway, path));
        Assert.Equal((400, "previous_response_not_found"), await RefusalAsync(gateway, (string?)made["id"]));
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "responses:\n  store: false\n")]
    public async Task Nothing_is_kept_where_client_or_operator_says_so(bool store, string more)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([OpenAI], more: more);
        var body = Body("m", "hello", null, stream: false);
        body["store"] = store;
        using var answer = await gateway.Http.PostAsJsonAsync("v1/responses", body, Cancellation);
        var made = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.False((bool)made["store"]!);
        Assert.Equal(404, await StatusAsync(gateway, $"v1/responses/{made["id"]}"));
        Assert.False((bool)JsonNode.Parse(gateway.Hosts[0].State.Journal.Entries[^1].Body)!["store"]!);
    }

    [Fact]
    public async Task Another_owner_does_not_find_them()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[0]]);
        var (mine, other) = (gateway.CreateKey("team-a"), gateway.CreateKey("team-b"));
        gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", mine);
        var made = await AskAsync(gateway, "m", "hello", null, stream: false);
        var path = $"v1/responses/{made["id"]}";
        Assert.Equal(200, await StatusAsync(gateway, path));

        gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", other);
        Assert.Equal(404, await StatusAsync(gateway, path));
        Assert.Equal(404, await StatusAsync(gateway, path + "/input_items"));
        using var deleted = await gateway.Http.DeleteAsync(path, Cancellation);
        Assert.Equal(404, (int)deleted.StatusCode);
        Assert.Equal((400, "previous_response_not_found"), await RefusalAsync(gateway, (string?)made["id"]));

        gateway.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, await StatusAsync(gateway, path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_cannot_be_kept_is_not_given_as_if_it_were(bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic")]);
        gateway.DropTable("responses");
        using var answer = await gateway.Http.PostAsJsonAsync("v1/responses", Body("m", "hello", null, stream), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(stream ? 200 : 503, (int)answer.StatusCode);
        Assert.Contains("record_not_kept", text, StringComparison.Ordinal);
        Assert.DoesNotContain("response.completed", text, StringComparison.Ordinal);
        var record = Assert.Single(gateway.Records());
        Assert.Equal(("record_not_kept", (int)answer.StatusCode), (record.ErrorCode, record.Status));
        Assert.NotNull(record.Usage);
    }

    [Fact]
    public async Task What_was_made_of_a_stream_that_broke_off_is_kept_as_failed_and_can_be_gone_on_from()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic")]);
        gateway.Hosts[0].State.Faults.Set(new FaultPlan("cut_after_events") { Count = 1 });
        var broken = await AskAsync(gateway, "m", "the quick fox", null, stream: true);
        var kept = (await gateway.Http.GetFromJsonAsync<JsonNode>($"v1/responses/{broken["id"]}", Cancellation))!;

        Assert.Equal("failed", (string?)kept["status"]);
        Assert.Equal("stream_interrupted", (string?)kept["error"]!["code"]);
        Assert.NotEqual("", (string?)kept["output"]![0]!["content"]![0]!["text"]);
        await AskAsync(gateway, "m", "go on", (string?)broken["id"], stream: false);
        Assert.Contains("the quick fox", gateway.Hosts[0].State.Journal.Entries[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_call_is_not_gone_on_from()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic")]);
        gateway.Hosts[0].State.Faults.Set(new FaultPlan("cut_after_events") { Count = 1 });
        var tools = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "get_weather", ["parameters"] = JsonNode.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""") });
        var broken = await AskAsync(gateway, "m", "sandbox: tool=get_weather\nWeather?", null, stream: true, tools);
        Assert.Equal("incomplete", (string?)broken["output"]!.AsArray().Single(item => (string?)item!["type"] == "function_call")!["status"]);

        Assert.Equal("completed", (string?)(await AskAsync(gateway, "m", "go on", (string?)broken["id"], stream: false))["status"]);
    }

    [Theory]
    [InlineData("background", "true")]
    [InlineData("conversation", "\"conv_1\"")]
    public async Task What_is_not_done_here_is_refused_by_name(string field, string value)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([OpenAI]);
        var body = Body("m", "hello", null, stream: false);
        body[field] = JsonNode.Parse(value);
        using var answer = await gateway.Http.PostAsJsonAsync("v1/responses", body, Cancellation);
        await AssertUnsupportedAsync(answer, field);
        Assert.Empty(gateway.Hosts[0].State.Journal.Entries);
    }

    [Fact]
    public async Task A_kept_response_is_not_streamed()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([OpenAI]);
        var made = await AskAsync(gateway, "m", "hello", null, stream: false);
        using var answer = await gateway.Http.GetAsync($"v1/responses/{made["id"]}?stream=true", Cancellation);
        await AssertUnsupportedAsync(answer, "stream");
    }

    [Theory]
    [InlineData("o4-mini", false, true)]
    [InlineData("gpt-5-mini", false, true)]
    [InlineData("gpt-5-chat-latest", false, false)]
    [InlineData("gpt-4.1", false, false)]
    [InlineData("gpt-4.1", true, true)]
    public async Task Sealed_reasoning_is_asked_for_where_a_model_reasons_unasked_or_the_client_wants_it(string model, bool wants, bool asked)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([OpenAI with { Model = model }]);
        var body = Body("m", "sandbox: reason\nhello", null, stream: false);
        if (wants)
        {
            body["include"] = new JsonArray("reasoning.encrypted_content");
        }

        using var answer = await gateway.Http.PostAsJsonAsync("v1/responses", body, Cancellation);
        var made = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        Assert.Equal(asked, made["output"]![0]!["encrypted_content"] is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_that_one_vendor_sealed_is_not_shown_to_another_who_speaks_the_same_dialect(bool stream)
    {
        var vendor = new Supply("anthropic-compatible", "v1") { Model = "claude-sonnet-4-5" };
        await using var gateway = await GatewayOfDialects.StartAsync([vendor, vendor]);
        var reasoning = new JsonObject { ["effort"] = "high" };
        var one = await AskAsync(gateway, "m-1", "one", null, stream, reasoning: reasoning);
        await gateway.RestartAsync();
        var two = await AskAsync(gateway, "m-1", "two", (string?)one["id"], stream, reasoning: reasoning);
        var three = await AskAsync(gateway, "m-2", "three", (string?)two["id"], stream, reasoning: reasoning);

        Assert.Equal("completed", (string?)three["status"]);
        Assert.Contains("\"signature\"", gateway.Hosts[0].State.Journal.Entries[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"signature\"", gateway.Hosts[1].State.Journal.Entries[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAIs_own_client_goes_on_looks_back_and_deletes()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of("anthropic"), Of("gemini")]);
        var options = new OpenAIClientOptions { Endpoint = new Uri(gateway.Address, "v1") };
        var client = new OpenAIClient(new ApiKeyCredential("any"), options).GetResponsesClient();

        ResponseResult first = await client.CreateResponseAsync("m-1", "hello there", cancellationToken: Cancellation);
        ResponseResult second = await client.CreateResponseAsync("m-2", "and now?", first.Id, Cancellation);
        ResponseResult again = await client.GetResponseAsync(second.Id, Cancellation);
        Assert.Equal(second.GetOutputText(), again.GetOutputText());
        Assert.Equal(first.Id, again.PreviousResponseId);
        Assert.True((await client.DeleteResponseAsync(first.Id, Cancellation)).Value.Deleted);
    }

    private static async Task AssertUnsupportedAsync(HttpResponseMessage answer, string field)
    {
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["error"]!;
        Assert.Equal((400, "unsupported_parameter", field), ((int)answer.StatusCode, (string?)error["code"], (string?)error["param"]));
        Assert.Contains($"leave '{field}' out", (string?)error["message"], StringComparison.Ordinal);
    }

    private static Supply Of(string name) => name == "openai" ? OpenAI : Supply.All.Single(supply => supply.Name == name);

    private static JsonObject Body(string model, JsonNode input, string? previous, bool stream) =>
        new() { ["model"] = model, ["input"] = input, ["previous_response_id"] = previous, ["stream"] = stream };

    private static async Task<JsonNode> AskAsync(GatewayOfDialects gateway, string model, JsonNode input, string? previous, bool stream, JsonArray? tools = null, JsonObject? reasoning = null)
    {
        var body = Body(model, input, previous, stream);
        if (tools is not null)
        {
            body["tools"] = tools.DeepClone();
        }

        if (reasoning is not null)
        {
            body["reasoning"] = reasoning.DeepClone();
        }

        using var answer = await gateway.Http.PostAsJsonAsync("v1/responses", body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return stream
            ? JsonNode.Parse(text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))["data: ".Length..])!["response"]!
            : JsonNode.Parse(text)!;
    }

    private static async Task<(int Status, string? Code)> RefusalAsync(GatewayOfDialects gateway, string? previous)
    {
        using var answer = await gateway.Http.PostAsJsonAsync("v1/responses", Body("m", "more", previous, stream: false), Cancellation);
        return ((int)answer.StatusCode, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["error"]!["code"]);
    }

    private static async Task<int> StatusAsync(GatewayOfDialects gateway, string path)
    {
        using var answer = await gateway.Http.GetAsync(path, Cancellation);
        return (int)answer.StatusCode;
    }
}
