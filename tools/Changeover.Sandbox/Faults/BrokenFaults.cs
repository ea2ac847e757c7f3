using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>The answer begins and does not come to its end.</summary>
internal static class BrokenFaults
{
    private static readonly FaultParameter AfterEvents = new("after_events", Json.Of(2), "content events that arrive first (buffered: half the body)");
    private static readonly FaultParameter Milliseconds = new("ms", Json.Of(0), "milliseconds; 0 = until the client gives up; then the connection is closed");
    private static readonly FaultParameter Reset = new("reset", Json.Of(false), "reset the connection instead of closing it in order");

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultFamily.Broken, "stall_before_content", "the opening event, then nothing (buffered: the headers, then nothing)", Milliseconds)
        {
            Play = scene => Drop(scene, [.. Cut.Opening(scene.Healthy).Where(step => step is not Step.Send { Part: Part.Body }), new Step.Head(), scene.Pause("ms")]),
        },
        new(FaultFamily.Broken, "stall_mid_stream", "some content, then nothing", AfterEvents, Milliseconds)
        {
            Play = scene => Drop(scene, [.. Cut.After(scene.Healthy, scene.Number("after_events")), scene.Pause("ms")]),
        },
        new(FaultFamily.Broken, "cut_mid_frame", "the connection drops inside an event", AfterEvents, Reset)
        {
            Play = scene =>
            {
                var events = scene.Number("after_events");
                return Drop(scene, [.. Cut.After(scene.Healthy, events), .. Cut.HalfEvent(scene.Healthy, events)]);
            },
        },
        new(FaultFamily.Broken, "cut_after_events", "the connection drops between two events", AfterEvents, Reset)
        {
            Play = scene => Drop(scene, Cut.After(scene.Healthy, scene.Number("after_events"))),
        },
        new(FaultFamily.Broken, "error_event_mid_stream", "some content, then an error event and a clean end", AfterEvents)
        {
            Play = scene => Cut.EndInError(scene, Cut.After(scene.Healthy, scene.Number("after_events")), Trouble.OverloadedMidway) with { ContentLength = null },
        },
        new(FaultFamily.Broken, "no_finish", "all the content and a clean end, but no finish reason",
            new FaultParameter("terminal", Json.Of(false), "keep the terminal event"))
        {
            Play = scene => Cut.Replace(scene, scene.Healthy.Steps.Where(step =>
                step is not Step.Send { Part: Part.Finish or Part.Usage } && (scene.Flag("terminal") || step is not Step.Send { Part: Part.Done }))),
        },
    ];

    /// <summary>The steps, then the connection is dropped whatever was announced.</summary>
    private static Script Drop(FaultScene scene, IEnumerable<Step> steps)
    {
        var reset = scene.Fault.Parameters.Contains(Reset) && scene.Flag("reset");
        return scene.Healthy with { OnSocket = true, Steps = steps.Append(new Step.HangUp(reset)) };
    }
}
