using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>Scissors for scripts.</summary>
internal static class Cut
{
    /// <summary>
    /// The script up to and including its first <paramref name="events"/> content events; of a buffered body, the first half.
    /// </summary>
    public static IEnumerable<Step> After(Script script, int events)
    {
        var sent = 0;
        foreach (var step in script.Steps)
        {
            if (step is Step.Send { Part: Part.Body } body)
            {
                yield return Half(body);
                yield break;
            }
            if (step is Step.Send { Part: Part.Finish } || (sent >= events && step is Step.Token)) yield break;
            yield return step;
            if (step is Step.Send { Part: Part.Content }) sent++;
        }
    }

    /// <summary>The half of the content event after the first <paramref name="events"/>, made but not whole; empty for a buffered body.</summary>
    public static IEnumerable<Step> HalfEvent(Script script, int events)
    {
        var next = script.Steps.OfType<Step.Send>().Where(send => send.Part == Part.Content).Skip(events).FirstOrDefault();
        return next is null ? [] : [new Step.Token(), Half(next)];
    }

    /// <summary>A stream's opening: everything before the first token.</summary>
    public static IEnumerable<Step> Opening(Script script) => script.Steps.TakeWhile(step => step is not Step.Token);

    /// <summary>The same status and headers around other steps.</summary>
    public static Script Replace(FaultScene scene, IEnumerable<Step> steps) => scene.Healthy with { Steps = steps };

    /// <summary>The steps, then the dialect's error event.</summary>
    public static Script EndInError(FaultScene scene, IEnumerable<Step> steps, Trouble trouble)
    {
        var before = steps.ToList();
        var error = scene.Dialect.ErrorEvent(scene.Words(trouble), before.Count(step => step is Step.Send));
        return Replace(scene, [.. before, new Step.Send(error, Part.Other)]);
    }

    private static Step.Send Half(Step.Send send) => send with { Bytes = send.Bytes[..(send.Bytes.Length / 2)] };
}
