using Changeover.Conformance.Dialects;
using Changeover.Sandbox.Faults;

namespace Changeover.Conformance.Checks;

/// <summary>An answer that is not whole does not look like one.</summary>
internal static class Truncation
{
    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects) =>
        from dialect in dialects
        from fault in FaultCatalogue.All
        where fault.Family == FaultFamily.Broken && fault.Kind != "stall_before_content"
        where dialect == dialects[0] || fault.Kind is "cut_mid_frame" or "no_finish"
        select new Check(
            $"truncation.{dialect.Name}.{fault.Kind}",
            "A stream that breaks off ends with the dialect's error event, and never with a sign that it is whole.",
            (lab, cancellation) => RunAsync(lab, dialect, fault.Kind, cancellation));

    private static async Task<Finding> RunAsync(Lab lab, Dialect dialect, string kind, CancellationToken cancellation)
    {
        var question = new Question(dialect, "sandbox: words=12", Stream: true);
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        lab.First.Break(kind);
        var reply = await lab.AskAsync(question, cancellation);
        var isTold = reply.Events.Any(dialect.IsErrorEvent);
        return (isTold, reply.End, dialect.Tell(reply, stream: true).Finish) switch
        {
            (_, End.Never, _) => new(Verdict.Fail, $"the stream neither went on nor ended within {lab.Patience.TotalSeconds} s"),
            (true, _, null) => new(Verdict.Pass, $"an error event after {reply.Events.Count - 1} others"),
            (_, _, { } finish) => new(Verdict.Fail, $"the client was told '{finish}'"),
            (_, End.Broken, _) => new(Verdict.Fail, "no error event; the connection breaks, which an HTTP client notices"),
            _ => new(Verdict.Fail, $"the stream ends in order after {reply.Events.Count} events, without an error event"),
        };
    }
}
