using System.Text.Json;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>The journal proves what was sent to a provider, and what was not.</summary>
public sealed class The_journal
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_method_path_query_and_body_word_for_word()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);
        const string json = """{"model":"gpt-4o", "unknown":12345678901234567890, "messages":[{"role":"user","content":"é 漢"}]}""";

        using var answer = await ask.PostAsync("openai/deployments/d/chat/completions?api-version=2024-10-21", json);
        var entry = await sandbox.State.Journal.WaitForAsync(1, Cancellation);

        Assert.Equal("POST", entry.Method);
        Assert.Equal("/openai/deployments/d/chat/completions", entry.Path);
        Assert.Equal("?api-version=2024-10-21", entry.Query);
        Assert.Equal(json, entry.Body);
        Assert.Equal("application/json; charset=utf-8", entry.Headers["content-type"]);
    }

    [Theory]
    [InlineData("Authorization", "Bearer sk-secret-value")]
    [InlineData("api-key", "sk-secret-value")]
    [InlineData("x-api-key", "sk-secret-value")]
    [InlineData("Cookie", "session=sk-secret-value")]
    public async Task Never_shows_a_credential(string header, string value)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var http = new HttpClient { BaseAddress = sandbox.ProviderUrl };
        http.DefaultRequestHeaders.Add(header, value);
        using var answer = await http.GetAsync("v1/models", Cancellation);

        var entry = await sandbox.State.Journal.WaitForAsync(1, Cancellation);

        Assert.DoesNotContain("secret", JsonSerializer.Serialize(entry), StringComparison.Ordinal);
        Assert.EndsWith(Credential.Hash(value.Replace("Bearer ", "", StringComparison.Ordinal)), entry.Headers[header.ToLowerInvariant()], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_bounded_while_its_totals_are_not()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { JournalCapacity = 3 }, Cancellation);
        using var ask = new Ask(sandbox);
        for (var request = 0; request < 5; request++) await ask.ChatAsync("one two").JsonAsync();
        await sandbox.State.Journal.WaitForEndedAsync(5, Cancellation);

        Assert.Equal([3, 4, 5], sandbox.State.Journal.Entries.Select(entry => entry.Number));
        Assert.Equal(5, sandbox.State.Journal.Received);
        Assert.Equal(10, sandbox.State.Journal.Bill.CompletionTokens);
    }

    [Fact]
    public async Task Waits_until_a_request_arrives()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);
        var second = sandbox.State.Journal.WaitForAsync(2, Cancellation);
        await ask.ChatAsync("first").JsonAsync();
        Assert.False(second.IsCompleted);
        await ask.ChatAsync("second").JsonAsync();

        Assert.Contains("second", (await second).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_a_request_whose_body_is_no_JSON()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);
        using var answer = await ask.PostAsync("v1/chat/completions", "{\"model\":");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("{\"model\":", (await sandbox.State.Journal.WaitForAsync(1, Cancellation)).Body);
    }
}
