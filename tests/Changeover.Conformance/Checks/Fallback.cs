using Changeover.Conformance.Dialects;
using Changeover.Sandbox.Faults;

namespace Changeover.Conformance.Checks;

/// <summary>Before the client saw content the next upstream answers; after that, none.</summary>
internal static class Fallback
{
    /// <summary>An answer, and what only the operator of the test can choose: not reasons to ask another model.</summary>
    private static readonly string[] NoReason = ["prompt_filtered", "raw"];

    private const string Wish = "sandbox: words=12";

    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects) =>
    [
        .. from fault in FaultCatalogue.All
           where fault.Family is FaultFamily.Connection or FaultFamily.Status or FaultFamily.Masked || fault.Kind == "stall_before_content"
           where !NoReason.Contains(fault.Kind)
           from stream in new[] { false, true }
           where stream || fault.Kind != "error_event_first"
           select Before(dialects[0], fault.Kind, stream),
        .. from fault in FaultCatalogue.All
           where fault.Family == FaultFamily.Broken && fault.Kind is not ("stall_before_content" or "error_event_mid_stream" or "no_finish")
           select Before(dialects[0], fault.Kind, stream: false),
        .. from dialect in dialects.Skip(1)
           from stream in new[] { false, true }
           select Before(dialect, "unavailable", stream),
        .. from dialect in dialects
           from fault in FaultCatalogue.All
           where fault.Family == FaultFamily.Broken && fault.Kind is not "stall_before_content"
           where dialect == dialects[0] || fault.Kind == "cut_mid_frame"
           select After(dialect, fault.Kind),
    ];

    private static Check Before(Dialect dialect, string kind, bool stream) => new(
        $"fallback.{dialect.Name}.{(stream ? "streamed" : "buffered")}.{kind}",
        "The first upstream fails before the client saw content: the second one answers, and the client sees nothing but its answer.",
        async (lab, cancellation) =>
        {
            var question = new Question(dialect, Wish, stream) { MayFallBack = true };
            if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
            lab.First.State.Faults.Set(kind);
            var reply = await lab.AskAsync(question, cancellation);
            var told = dialect.Tell(reply, stream);
            return Finding.Of(
                Wrong(
                    (reply is { Status: 200, End: End.Whole }, $"the client got {reply.Words}"),
                    (told.Finish is not null && told.Text.Split(' ').Length == 12, $"the client was told '{told.Finish}' after {told.Text.Length} characters of text"),
                    (kind == "connection_refused" || lab.First.State.Journal.Received > 0, "the first upstream was not asked"),
                    (lab.Second.State.Journal.Received == 1, $"the second upstream was asked {lab.Second.State.Journal.Received} times")),
                $"{reply.Words}; asked: {lab.First.State.Journal.Received} and {lab.Second.State.Journal.Received}");
        });

    private static Check After(Dialect dialect, string kind) => new(
        $"commit.{dialect.Name}.{kind}",
        "The first upstream fails after the client saw content: no second model goes on.",
        async (lab, cancellation) =>
        {
            var question = new Question(dialect, Wish, Stream: true) { MayFallBack = true };
            if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
            lab.First.Break(kind);
            var reply = await lab.AskAsync(question, cancellation);
            var second = lab.Second.State.Journal.Received;
            return Finding.If(
                second == 0 && dialect.Tell(reply, stream: true).Text.Length > 0,
                $"{reply.Words}; {dialect.Tell(reply, stream: true).Text.Length} characters of text; the second upstream was asked {second} times");
        });

    private static IEnumerable<string> Wrong(params (bool Right, string Fault)[] points) => points.Where(point => !point.Right).Select(point => point.Fault);
}
