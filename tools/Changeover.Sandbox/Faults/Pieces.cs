using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>Cuts every write into smaller ones.</summary>
internal static class Pieces
{
    public static Script Split(Script script, int bytes, Step.Wait? pause) =>
        script with { Steps = script.Steps.SelectMany(step => step is Step.Send send ? Split(send, bytes, pause) : [step]) };

    private static IEnumerable<Step> Split(Step.Send send, int bytes, Step.Wait? pause)
    {
        for (var at = 0; at < send.Bytes.Length; at += bytes)
        {
            if (pause is not null) yield return pause;
            yield return send with { Bytes = send.Bytes.Slice(at, Math.Min(bytes, send.Bytes.Length - at)) };
        }
    }
}
