using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Sandbox.Gemini;

/// <summary>A fault that strikes a Gemini request is said in Google's words.</summary>
public sealed class Faults_in_Gemini
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("region_block", 400, "FAILED_PRECONDITION")]
    [InlineData("quota_exhausted", 429, "RESOURCE_EXHAUSTED")]
    [InlineData("rate_limited", 429, "RESOURCE_EXHAUSTED")]
    [InlineData("unauthorized", 400, "INVALID_ARGUMENT")]
    [InlineData("forbidden", 403, "PERMISSION_DENIED")]
    [InlineData("internal_error", 500, "INTERNAL")]
    [InlineData("unavailable", 503, "UNAVAILABLE")]
    [InlineData("overloaded", 503, "UNAVAILABLE")]
    public async Task Has_a_status_and_a_name(string kind, int status, string name)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        sandbox.State.Faults.Set(kind);

        using var answer = await ask.StreamAsync(AskGemini.Chat("hi"));
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["error"]!;

        Assert.Equal((status, status, name), ((int)answer.StatusCode, (int)error["code"]!, (string)error["status"]!));
    }

    [Fact]
    public async Task Tells_a_minute_from_a_day_by_the_quota_and_says_when_to_come_back()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        sandbox.State.Faults.Set(new FaultPlan("rate_limited") { Count = 1, Parameters = new() { ["retry_after"] = 7 } });
        sandbox.State.Faults.Set(new FaultPlan("quota_exhausted"));

        var minute = (await ask.GenerateAsync(AskGemini.Chat("hi")).JsonAsync())["error"]!["details"]!;
        var day = (await ask.GenerateAsync(AskGemini.Chat("hi")).JsonAsync())["error"]!["details"]!;

        Assert.Contains("PerMinute", (string?)minute[0]!["violations"]![0]!["quotaId"], StringComparison.Ordinal);
        Assert.Equal("7s", (string?)minute[1]!["retryDelay"]);
        Assert.Contains("PerDay", (string?)day[0]!["violations"]![0]!["quotaId"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error_event_first", 1, "INTERNAL")]
    [InlineData("error_event_mid_stream", 3, "UNAVAILABLE")]
    public async Task Ends_a_stream_that_has_begun(string kind, int events, string name)
    {
        var body = await StreamAsync(kind);

        Assert.Equal(events, body.Length);
        Assert.Equal(name, (string?)JsonNode.Parse(body[^1])!["error"]!["status"]);
    }

    [Fact]
    public async Task May_take_the_finish_away_or_say_another()
    {
        var unfinished = await StreamAsync("no_finish");
        var filtered = await StreamAsync("finish_reason");
        var blocked = await StreamAsync("prompt_filtered");

        Assert.DoesNotContain(unfinished, chunk => chunk.Contains("finishReason", StringComparison.Ordinal));
        Assert.Equal("SAFETY", (string?)JsonNode.Parse(filtered[^1])!["candidates"]![0]!["finishReason"]);
        Assert.Equal("SAFETY", (string?)JsonNode.Parse(Assert.Single(blocked))!["promptFeedback"]!["blockReason"]);
    }

    private static async Task<string[]> StreamAsync(string kind)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskGemini(sandbox);
        sandbox.State.Faults.Set(kind);
        using var answer = await ask.StreamAsync(AskGemini.Chat("one two three four five"));
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        return [.. body.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame["data: ".Length..])];
    }
}
