using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>Everything can be switched and read over HTTP.</summary>
public sealed class The_control_port
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sets_lists_and_removes_faults()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var control = new HttpClient { BaseAddress = sandbox.ControlUrl };
        using var ask = new Ask(sandbox);

        using var set = await control.PutAsync("fault", Body("""{"kind":"rate_limited","parameters":{"retry_after":2},"after_requests":1,"match":{"model":"gpt-4o"}}"""), Cancellation);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using var before = await ask.ChatAsync();
        using var struck = await ask.ChatAsync();
        var listed = (await control.GetFromJsonAsync<JsonNode>("faults", Cancellation))!;
        using var removed = await control.DeleteAsync("fault?kind=rate_limited", Cancellation);
        using var after = await ask.ChatAsync();

        Assert.Equal([200, 429, 200], [(int)before.StatusCode, (int)struck.StatusCode, (int)after.StatusCode]);
        Assert.Equal(1, (int)listed["active"]![0]!["played"]!);
        Assert.Equal(FaultCatalogue.All.Select(fault => fault.Kind), listed["known"]!.AsArray().Select(fault => (string?)fault!["kind"]));
    }

    [Theory]
    [InlineData("fault", """{"kind":"nope"}""", "There is no fault 'nope'")]
    [InlineData("fault", """{"kindd":"raw"}""", "kindd")]
    [InlineData("fault", "not json", "invalid")]
    [InlineData("fault", """{"kind":"connection_refused","count":2}""", "A refused connection is seen by nobody")]
    [InlineData("behaviour", """{"tokens_per_second":-1}""", "tokens_per_second must be")]
    [InlineData("behaviour", """{"chunk_tokens":0}""", "chunk_tokens must be")]
    [InlineData("disguise", """{"gpt-4o":"gpt-9"}""", "'gpt-9' is no voice")]
    public async Task Says_what_is_wrong(string path, string json, string reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var control = new HttpClient { BaseAddress = sandbox.ControlUrl };
        using var refusal = await control.PutAsync(path, Body(json), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Contains(reason, await refusal.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_only_the_behaviour_that_is_named()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { ChunkTokens = 3 } }, Cancellation);
        using var control = new HttpClient { BaseAddress = sandbox.ControlUrl };
        using var changed = await control.PutAsync("behaviour", Body("""{"tokens_per_second":50,"usage":"InChoice"}"""), Cancellation);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal((50, 3, UsageStyle.InChoice), (sandbox.State.Behaviour.TokensPerSecond, sandbox.State.Behaviour.ChunkTokens, sandbox.State.Behaviour.Usage));
    }

    [Fact]
    public async Task Hides_another_model_behind_a_name()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var control = new HttpClient { BaseAddress = sandbox.ControlUrl };
        using var ask = new Ask(sandbox);
        var tiny = await ask.PostAsync("v1/chat/completions", Ask.Chat().Replace("gpt-4o", "tiny", StringComparison.Ordinal)).JsonAsync();

        using var set = await control.PutAsync("disguise", Body("""{"gpt-4o":"tiny"}"""), Cancellation);
        var disguised = await ask.ChatAsync().JsonAsync();

        Assert.Equal("gpt-4o", (string?)disguised["model"]);
        Assert.Equal((string?)tiny["choices"]![0]!["message"]!["content"], (string?)disguised["choices"]![0]!["message"]!["content"]);
        Assert.NotEqual(Ask.LongText, (string?)disguised["choices"]![0]!["message"]!["content"]);
    }

    [Fact]
    public async Task Shows_journal_and_bill_and_forgets_them_on_reset()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var control = new HttpClient { BaseAddress = sandbox.ControlUrl };
        using var ask = new Ask(sandbox);
        sandbox.State.Faults.Set("slow_body");
        await ask.ChatAsync("one two three").JsonAsync();
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        var journal = (await control.GetFromJsonAsync<JsonArray>("journal", Cancellation))!;
        var bill = (await control.GetFromJsonAsync<JsonNode>("bill", Cancellation))!;
        using var reset = await control.PostAsync("reset", null, Cancellation);

        Assert.Equal(("slow_body", "Completed"), ((string)journal[0]!["fault"]!, (string)journal[0]!["outcome"]!));
        Assert.Equal(3, (int)bill["completion_tokens"]!);
        Assert.Empty((await control.GetFromJsonAsync<JsonArray>("journal", Cancellation))!);
        Assert.Equal(0, sandbox.State.Journal.Bill.CompletionTokens);
        Assert.Empty(sandbox.State.Faults.Active);
    }

    [Fact]
    public async Task Helps_with_a_text_that_names_every_fault()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var control = new HttpClient { BaseAddress = sandbox.ControlUrl };

        var help = await control.GetStringAsync("/", Cancellation);
        using var unknown = await control.GetAsync("nowhere", Cancellation);

        Assert.All(FaultCatalogue.All, fault => Assert.Contains($"  {fault.Kind} ", help, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("There is no GET /nowhere", await unknown.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("ok\n", await control.GetStringAsync("healthz", Cancellation));
    }

    private static StringContent Body(string json) => new(json);
}
