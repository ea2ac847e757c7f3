using System.Globalization;
using Changeover.Gateway.Admission;
using Changeover.Gateway.Conversations;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Inference.Constraints.Schema;
using Changeover.Inference.Templates;
using Changeover.Keys.Limits.Shared;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;

namespace Changeover.Tests;

/// <summary><c>docs/limits.md</c> says what the code does.</summary>
public sealed class LimitsPageTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "limits.md"));
    private static readonly ServerConfig Server = new();
    private static readonly EmbeddedConfig Embedded = new();
    private static readonly ChatTemplateLimits Template = new();

    public static TheoryData<string, string> Rows { get; } = new()
    {
        { "request body", $"{Size(Server.MaxBody)}, or the route's `max_body`" },
        { "JSON nesting of a request", $"{RequestOutline.MaxDepth} levels" },
        { "buffered answer", $"{Size(Server.MaxAnswer)} (`server.max_answer`)" },
        { "one event of a stream", Size(SseFrameScanner.DefaultMaxFrameBytes) },
        { "tries at one target", $"{new RetryConfig().Attempts}, then the next target" },
        { "retries over all traffic", $"{Server.RetryBudget:0.##} per request (`server.retry_budget`), {Changeover.Gateway.Resilience.RetryBudget.Burst} saved up" },
        { "waiting for a place at an upstream (`concurrency`)", $"{new QueueConfig().Length} requests, {new QueueConfig().Deadline.TotalSeconds:0} s (`queue` of the upstream)" },
        { "requests that are hedged (`hedge` of a route)", string.Create(CultureInfo.InvariantCulture, $"{new HedgeConfig().AtMost} of the route's (`hedge.at_most`), {Changeover.Gateway.Hedging.Hedge.Saved} saved up, one second attempt each") },
        { "kept bodies (`record: bodies`)", $"{Size(BodyRedactor.MaxLength)} of a request, {Size(BodyRedactor.MaxLength)} of an answer" },
        { "answer that nobody bounds, where tokens or money are limited", $"{RouteConfig.LimitedOutput} tokens (`max_output` of the route)" },
        { "worst case of a prompt, for reservations", string.Create(CultureInfo.InvariantCulture, $"a token for each byte of the body, {TokenBounds.PerAttachment:N0} for each picture, sound or file") },
        { "running answers at shutdown", $"{Server.Drain.TotalMinutes:0} minutes (`server.drain`)" },
        { "several answers (`n`) from a target that gives one", $"{TargetRules.MostFannedOut}, not streamed: it is asked once for each" },
        { "chat template of a model", string.Create(CultureInfo.InvariantCulture, $"{Template.Steps:N0} loop turns, {Template.MacroDepth} macros deep, {Template.OutputCharacters >> 20} Mi characters") },
        { "JSON Schema for the embedded model", string.Create(CultureInfo.InvariantCulture, $"numbers of 15 digits, recursion {SchemaCompiler.ReferenceDepth} deep, arrays and strings of {SchemaCompiler.CountLimit:N0}") },
        { "turns remembered for a tool loop", string.Create(CultureInfo.InvariantCulture, $"{ConversationMemory.KeptFor.TotalMinutes:0} minutes, {Size(ConversationMemory.MaxBytes)}, {TurnRecorder.MaxReasoning:N0} characters of reasoning each") },
        { "Responses stream for a client of that dialect", $"{Size(Changeover.Protocol.OpenAIResponses.AnswerStreamWriter.MaxKeptBytes)} of answer" },
        { "kept responses (Responses API)", $"{new ResponsesConfig().KeepFor.TotalDays:0} days, {Size(new ResponsesConfig().KeepBytes)} (`responses.keep_for`, `responses.keep_bytes`)" },
        { "answers that are given again (`cache` of a route)", $"{Size(Server.CacheSize)} over all routes (`server.cache_size`), {Size(new CacheConfig().MaxAnswer)} each (`cache.max_answer`)" },
        { "shared limits while Redis is out of reach", $"{SharedGate.Patience.TotalSeconds:0} s of waiting, then the rule's `degraded`" },
        { "embedded model", $"{Embedded.Slots} slots, {Embedded.QueueLength} waiting, {Embedded.QueueDeadline.TotalSeconds:0} s" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_number_of_the_page_is_the_code_s(string what, string limit) =>
        Assert.Contains($"\n| {what} | {limit} |", Text, StringComparison.Ordinal);

    [Fact]
    public void The_page_has_no_number_that_is_not_checked() =>
        Assert.Equal(Rows.Count, Text.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Nesting_is_refused_one_level_beyond_the_page_s_number(int beyond, bool read)
    {
        // The object, then its field `x`.
        var depth = RequestOutline.MaxDepth - 1 + beyond;
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"user","content":"x"}],"x":{{new string('[', depth)}}{{new string(']', depth)}}}""");

        RequestOutline.TryRead(body, RequestKind.Chat, out _, out var fault);

        Assert.Equal(read, fault is null);
    }

    private static string Size(long bytes) => bytes % (1024 * 1024) == 0 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes / 1024} KiB";
}
