using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>The answer is whole, but comes in an awkward form. A gateway must cope with all of these.</summary>
internal static class AwkwardFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultFamily.Awkward, "no_done", "a stream without its terminal event")
        {
            Play = scene => Cut.Replace(scene, scene.Healthy.Steps.Where(step => step is not Step.Send { Part: Part.Done })),
        },
        new(FaultFamily.Awkward, "finish_reason", "another finish reason after a few tokens",
            new FaultParameter("reason", Json.Of("content_filter"), "content_filter, or a provider's own: sensitive, network_error, insufficient_system_resource …"),
            new FaultParameter("tokens", Json.Of(3), "tokens of text that are kept"))
        {
            Edit = (scene, answer) => answer with { Choices = [.. answer.Choices.Select(choice => Finish(scene, choice))] },
        },
        new(FaultFamily.Awkward, "breaks_schema", "an answer in JSON is another object than was asked for; any other answer is left alone")
        {
            Edit = (_, answer) => answer with { Choices = [.. answer.Choices.Select(Unasked)] },
        },
        new(FaultFamily.Awkward, "keep_alive", "comments before and between the events of a stream, blank lines before a body",
            new FaultParameter("lines", Json.Of(3), "comments or blank lines before the answer"),
            new FaultParameter("ms", Json.Of(0), "milliseconds before each of them"))
        {
            Play = KeepAlive,
        },
        new(FaultFamily.Awkward, "huge_frame", "one very large event, or body", new FaultParameter("bytes", Json.Of(1024 * 1024), "bytes of padding in it"))
        {
            Play = scene => Padding.Add(scene.Healthy, scene.Number("bytes")),
        },
        new(FaultFamily.Awkward, "duplicate_frames", "every content event of a stream comes twice; a buffered answer is left alone")
        {
            Play = scene => Cut.Replace(scene, scene.Healthy.Steps.SelectMany(step =>
                step is Step.Send { Part: Part.Content } ? [step, step] : new[] { step })),
        },
        new(FaultFamily.Awkward, "byte_dribble", "one byte a write, also inside a code point")
        {
            Play = scene => Pieces.Split(scene.Healthy, 1, pause: null),
        },
        new(FaultFamily.Awkward, "slow_body", "the bytes come slowly",
            new FaultParameter("bytes", Json.Of(64), "bytes a write"),
            new FaultParameter("ms", Json.Of(20), "milliseconds before each write"))
        {
            Play = scene => Pieces.Split(scene.Healthy, Math.Max(1, scene.Number("bytes")), scene.Number("ms") > 0 ? scene.Pause("ms") : null),
        },
        new(FaultFamily.Awkward, "private_headers", "headers that must not reach the gateway's own clients")
        {
            Play = scene => scene.Healthy
                .With("Set-Cookie", "__cf_bm=sandbox; path=/; HttpOnly").With("Server", "sandbox-edge").With("openai-organization", "org-sandbox")
                .With("x-ratelimit-remaining-requests", "41").With("x-request-id", "req_sandbox"),
        },
    ];

    private static Choice Finish(FaultScene scene, Choice choice) =>
        choice with { Calls = [], Text = [.. choice.Text.Take(scene.Number("tokens"))], FinishReason = scene.Text("reason") };

    private static Choice Unasked(Choice choice) =>
        choice.Text is [['{', ..], ..] ? choice with { Text = Tokens.Split("""{"unasked":true}""") } : choice;

    private static Script KeepAlive(FaultScene scene)
    {
        var isStream = scene.Healthy.IsStream;
        Step.Send sign = new(isStream ? scene.Dialect.KeepAlive : "\n"u8.ToArray(), Part.Other);
        Step[] beat = scene.Number("ms") > 0 ? [scene.Pause("ms"), sign] : [sign];
        var lines = scene.Number("lines");
        return scene.Healthy with
        {
            ContentLength = scene.Healthy.ContentLength + lines,
            Steps = Enumerable.Repeat(beat, lines).SelectMany(steps => steps)
                .Concat(scene.Healthy.Steps.SelectMany(step => isStream && step is Step.Send ? [sign, step] : new[] { step })),
        };
    }
}
