using Changeover.EndToEnd.Sandbox.DashScope;
using Changeover.EndToEnd.Sandbox.Gemini;
using Changeover.EndToEnd.Sandbox.Hunyuan;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>A fault is played in the dialect that is asked: its own errors, its own events, its own end.</summary>
public sealed class Every_fault_in_every_dialect
{
    private static readonly Dictionary<string, Speech> Dialects = new(StringComparer.Ordinal)
    {
        ["anthropic"] = Speech.Anthropic,
        ["responses"] = Speech.Responses,
        ["gemini"] = GeminiSpeech.Speech,
        ["dashscope"] = DashScopeSpeech.Speech,
        ["hunyuan"] = HunyuanSpeech.Speech,
    };

    public static TheoryData<string, string, bool> EveryFault()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var dialect in Dialects.Keys)
        {
            foreach (var fault in FaultCatalogue.All)
            {
                data.Add(dialect, fault.Kind, false);
                data.Add(dialect, fault.Kind, true);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task Strikes_once_and_then_the_provider_is_healthy(string dialect, string kind, bool stream)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var speech = Dialects[dialect];
        await using var sandbox = await SandboxHost.StartAsync(null, cancellation);
        var isSlow = kind.StartsWith("stall_", StringComparison.Ordinal) || kind == "slow_body";
        sandbox.State.Faults.Set(isSlow ? new FaultPlan(kind) { Parameters = new() { ["ms"] = 1 } } : new FaultPlan(kind));

        var seen = await speech.AskAsync(sandbox.ProviderUrl, stream, cancellation);
        sandbox.State.Faults.Clear();
        var after = await speech.AskAsync(sandbox.ProviderUrl, stream, cancellation);

        Assert.True(IsAsDescribed(speech, kind, seen, stream), seen.ToString());
        Assert.True(speech.IsHealthy(after, stream), after.ToString());
        if (seen.Refused) return;
        await sandbox.State.Journal.WaitForEndedAsync(2, cancellation);
        Assert.NotEqual(Outcome.ClientGone, sandbox.State.Journal.Entries[0].Outcome);
    }

    private static bool IsAsDescribed(Speech speech, string kind, RawAnswer seen, bool stream) => kind switch
    {
        "connection_refused" => seen.Refused,
        "close_before_headers" or "tls_garbage" => seen is { Status: null, Reset: false, Refused: false },
        "reset_before_headers" or "reset_mid_headers" => seen is { Status: null, Reset: true },
        "bad_gateway" => seen.Status == 502,
        "raw" => seen is { Status: 400, Body: "{}" },
        "error_in_200" => seen.Status == 200 && seen.Body.Contains("base_resp", StringComparison.Ordinal),
        "html_200" => seen.Status == 200 && seen.Head.Contains("text/html", StringComparison.Ordinal),
        "empty_stream" => seen is { Status: 200, IsWhole: true, Body: "" },
        "malformed_json" => seen is { Status: 200, IsWhole: true } && !(stream ? Speech.Events(seen).All(Speech.IsJson) : Speech.IsJson(seen.Body)),
        "stall_before_content" => IsCut(seen) && Speech.Events(seen).Count == (stream ? speech.Opening : 0),
        "stall_mid_stream" or "cut_after_events" => IsCut(seen) && (!stream || Speech.Events(seen).Count == speech.Opening + 2),
        "cut_mid_frame" => IsCut(seen) && (!stream || (Speech.Events(seen).Count == speech.Opening + 2 && !seen.Body.ReplaceLineEndings("\n").EndsWith("\n\n", StringComparison.Ordinal))),
        "no_finish" when stream => seen.IsWhole && !seen.Body.Contains(speech.Finish, StringComparison.Ordinal) && !seen.Body.Contains(speech.Terminal, StringComparison.Ordinal),
        "no_done" when stream && speech.Finish != speech.Terminal => seen.IsWhole && seen.Body.Contains(speech.Finish, StringComparison.Ordinal) && !seen.Body.Contains(speech.Terminal, StringComparison.Ordinal),
        "finish_reason" => seen.IsWhole && seen.Body.Contains(speech.Filtered, StringComparison.Ordinal),
        _ when speech.Errors.TryGetValue(kind, out var error) => seen.IsWhole && seen.Status == error.Status
            && (stream && kind.StartsWith("error_event", StringComparison.Ordinal) ? Speech.Events(seen)[^1] : seen.Body).Contains(EventWord(kind, error.Word, stream), StringComparison.Ordinal),
        _ => speech.IsHealthy(seen, stream),
    };

    /// <summary>Within a stream an error may have another form than as a body.</summary>
    private static string EventWord(string kind, string word, bool stream) =>
        !stream && kind.StartsWith("error_event", StringComparison.Ordinal) ? word[(word.LastIndexOf(':') + 1)..] : word;

    private static bool IsCut(RawAnswer seen) => seen is { Status: 200, IsWhole: false, Reset: false };
}
