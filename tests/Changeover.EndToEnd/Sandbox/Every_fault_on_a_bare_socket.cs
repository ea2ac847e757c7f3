using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>Each fault, streamed and not, does to the connection what its description says.</summary>
public sealed class Every_fault_on_a_bare_socket
{
    private delegate bool Expectation(RawAnswer seen, bool stream);

    private static readonly Dictionary<string, Expectation> Expected = new(StringComparer.Ordinal)
    {
        ["connection_refused"] = (seen, _) => seen.Refused,
        ["close_before_headers"] = (seen, _) => seen is { Received: "", Reset: false, Refused: false },
        ["reset_before_headers"] = (seen, _) => seen is { Received: "", Reset: true },
        ["reset_mid_headers"] = (seen, _) => seen is { Status: null, Reset: true } && seen.Received.StartsWith("HTTP/1.1 200 OK", StringComparison.Ordinal),
        ["tls_garbage"] = (seen, _) => seen is { Status: null, Reset: false, Received: ['\x15', '\x03', ..] },
        ["stall_before_headers"] = (seen, stream) => IsHealthy(seen, stream),
        ["unauthorized"] = (seen, _) => IsError(seen, 401, "invalid_api_key"),
        ["forbidden"] = (seen, _) => IsError(seen, 403, "model_not_allowed"),
        ["rate_limited"] = (seen, _) => IsError(seen, 429, "rate_limit_exceeded"),
        ["internal_error"] = (seen, _) => IsError(seen, 500, null),
        ["bad_gateway"] = (seen, _) => seen is { Status: 502, IsWhole: true } && seen.Body.StartsWith("<html>", StringComparison.Ordinal),
        ["unavailable"] = (seen, _) => IsError(seen, 503, "server_is_overloaded"),
        ["overloaded"] = (seen, _) => IsError(seen, 529, null),
        ["raw"] = (seen, _) => seen is { Status: 400, Body: "{}" },
        ["region_block"] = (seen, _) => IsError(seen, 403, "unsupported_country_region_territory"),
        ["quota_exhausted"] = (seen, _) => IsError(seen, 429, "insufficient_quota"),
        ["prompt_filtered"] = (seen, _) => IsError(seen, 400, "content_filter"),
        ["error_in_200"] = (seen, _) => seen.Status == 200 && (int)JsonNode.Parse(seen.Body)!["base_resp"]!["status_code"]! == 1002,
        ["html_200"] = (seen, _) => seen.Status == 200 && seen.Head.Contains("text/html", StringComparison.Ordinal),
        ["empty_stream"] = (seen, _) => seen is { Status: 200, IsWhole: true, Body: "" },
        ["error_event_first"] = (seen, stream) => seen is { Status: 200, IsWhole: true } && JsonNode.Parse(stream ? seen.Events[0] : seen.Body)!["error"] is not null,
        ["malformed_json"] = (seen, stream) => seen is { Status: 200, IsWhole: true } && !IsJson(stream ? seen.Events[1] : seen.Body),
        ["stall_before_content"] = (seen, stream) => IsCut(seen) && seen.Events.Count == (stream ? 1 : 0),
        ["stall_mid_stream"] = (seen, stream) => IsCut(seen) && seen.Events.Count == (stream ? 3 : 0),
        ["cut_mid_frame"] = (seen, stream) => IsCut(seen) && !IsJson(stream ? seen.Events[^1] : seen.Body),
        ["cut_after_events"] = (seen, stream) => IsCut(seen) && (!stream || (seen.Events.Count == 3 && seen.Events.All(IsJson))),
        ["error_event_mid_stream"] = (seen, stream) => seen is { Status: 200, IsWhole: true } && (stream ? seen.Events[^1] : seen.Body).Contains("server_is_overloaded", StringComparison.Ordinal),
        ["no_finish"] = (seen, stream) => stream ? seen.IsWhole && !seen.Body.Contains("\"stop\"", StringComparison.Ordinal) && seen.Events.All(IsJson) : IsHealthy(seen, stream),
        ["no_done"] = (seen, stream) => stream ? seen.IsWhole && seen.Body.Contains("\"stop\"", StringComparison.Ordinal) && seen.Events.All(IsJson) : IsHealthy(seen, stream),
        ["finish_reason"] = (seen, _) => seen is { Status: 200, IsWhole: true } && seen.Body.Contains("\"finish_reason\":\"content_filter\"", StringComparison.Ordinal),
        ["breaks_schema"] = (seen, stream) => IsHealthy(seen, stream),
        ["keep_alive"] = (seen, stream) => IsHealthy(seen, stream) && seen.Body.StartsWith(stream ? ": keep-alive\n\n: keep-alive\n\n" : "\n\n\n{", StringComparison.Ordinal),
        ["huge_frame"] = (seen, stream) => IsHealthy(seen, stream) && seen.Body.Length > 1024 * 1024,
        ["duplicate_frames"] = (seen, stream) => IsHealthy(seen, stream) && (!stream || seen.Events[1] == seen.Events[2]),
        ["byte_dribble"] = (seen, stream) => IsHealthy(seen, stream) && (!stream || seen.Received.Contains("\r\n1\r\n{\r\n", StringComparison.Ordinal)),
        ["slow_body"] = (seen, stream) => IsHealthy(seen, stream),
        ["private_headers"] = (seen, stream) => IsHealthy(seen, stream) && seen.Head.Contains("Set-Cookie:", StringComparison.Ordinal) && seen.Head.Contains("Server: sandbox-edge", StringComparison.Ordinal),
    };

    public static TheoryData<string, bool> EveryFault()
    {
        var data = new TheoryData<string, bool>();
        foreach (var fault in FaultCatalogue.All)
        {
            data.Add(fault.Kind, false);
            data.Add(fault.Kind, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task Strikes_once_as_described_and_then_the_provider_is_healthy(string kind, bool stream)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var sandbox = await SandboxHost.StartAsync(null, cancellation);
        sandbox.State.Faults.Set(Plan(kind));

        var seen = await RawAnswer.AskAsync(sandbox.ProviderUrl, Ask.Chat(stream: stream), cancellation);
        sandbox.State.Faults.Clear();
        var after = await RawAnswer.AskAsync(sandbox.ProviderUrl, Ask.Chat(stream: stream), cancellation);

        Assert.True(Expected[kind](seen, stream), seen.ToString());
        Assert.True(IsHealthy(after, stream), after.ToString());
        if (seen.Refused) return;
        await sandbox.State.Journal.WaitForEndedAsync(2, cancellation);
        var entries = sandbox.State.Journal.Entries;
        Assert.Equal(kind, entries[0].Fault);
        Assert.NotEqual(Outcome.ClientGone, entries[0].Outcome);
        Assert.Null(entries[1].Fault);
    }

    /// <summary>Stalls end after a moment here, so that the end can be seen too.</summary>
    private static FaultPlan Plan(string kind) => kind.StartsWith("stall_", StringComparison.Ordinal) || kind == "slow_body"
        ? new FaultPlan(kind) { Parameters = new() { ["ms"] = 1 } }
        : new FaultPlan(kind);

    private static bool IsError(RawAnswer seen, int status, string? code) =>
        seen.IsWhole && seen.Status == status && (string?)JsonNode.Parse(seen.Body)!["error"]!["code"] == code;

    private static bool IsCut(RawAnswer seen) => seen is { Status: 200, IsWhole: false, Reset: false };

    private static bool IsHealthy(RawAnswer seen, bool stream) => seen is { Status: 200, IsWhole: true } && (stream
        ? seen.Events[^1] == "[DONE]" && seen.Events.Take(seen.Events.Count - 1).All(IsJson) && seen.Events.Any(e => e.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal))
        : (string?)JsonNode.Parse(seen.Body)!["choices"]![0]!["message"]!["content"] == Ask.LongText);

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
