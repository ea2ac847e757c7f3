using System.Text.Json.Nodes;
using Changeover.Conformance.Dialects;

namespace Changeover.Conformance.Checks;

/// <summary>The order and shape of a stream's events.</summary>
internal static class Grammar
{
    private static readonly string[] Awkward = ["no_done", "keep_alive", "byte_dribble", "huge_frame", "slow_body"];

    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects) =>
    [
        .. dialects.Select(dialect => new Check($"grammar.{dialect.Name}.text", "The events of a streamed text are those of the dialect, in its order.", (lab, cancellation) =>
            RunAsync(lab, new Question(dialect, "sandbox: words=20", Stream: true), fault: null, cancellation))),
        .. dialects.Select(dialect => new Check($"grammar.{dialect.Name}.tool", "The events of a streamed tool call are those of the dialect, in its order.", (lab, cancellation) =>
            RunAsync(lab, new Question(dialect, "sandbox: tool=get_weather", Stream: true) { Edit = dialect.AddTool }, fault: null, cancellation))),
        .. from dialect in dialects
           from fault in Awkward
           where dialect == dialects[0] || fault is "keep_alive" or "byte_dribble"
           select new Check($"grammar.{dialect.Name}.{fault}", "However awkwardly the upstream writes, the client gets a regular stream.", (lab, cancellation) =>
               RunAsync(lab, new Question(dialect, "sandbox: words=20", Stream: true), fault, cancellation)),
        new Check("grammar.chat.unasked_usage", "A client that did not ask for usage gets no usage chunk.", HiddenAsync),
    ];

    private static async Task<Finding> RunAsync(Lab lab, Question question, string? fault, CancellationToken cancellation)
    {
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        if (fault is not null) lab.First.State.Faults.Set(fault);
        var reply = await lab.AskAsync(question, cancellation);
        if (reply is not { Status: 200, End: End.Whole }) return new(Verdict.Fail, $"the client got {reply.Words}");
        var told = question.Dialect.Tell(reply, stream: true);
        var wrong = question.Dialect.Faults(reply.Events).ToList();
        if (reply.Header("content-type")?.StartsWith("text/event-stream", StringComparison.Ordinal) != true) wrong.Add("it is no text/event-stream");
        if (question.Text.Contains("tool=", StringComparison.Ordinal))
        {
            if (told.Calls is not [("get_weather", var arguments)] || SseEvent.Parse(arguments)?["city"] is null) wrong.Add("the tool's call is not whole");
        }
        else if (told.Text.Split(' ').Length != 20)
        {
            wrong.Add($"the text has {told.Text.Split(' ').Length} words instead of 20");
        }

        return Finding.Of(wrong, $"{reply.Events.Count} events");
    }

    private static async Task<Finding> HiddenAsync(Lab lab, CancellationToken cancellation)
    {
        var question = new Question(new Chat(), "sandbox: words=5", Stream: true) { Edit = body => body.Remove("stream_options") };
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        var reply = await lab.AskAsync(question, cancellation);
        var chunks = reply.Events.Select(one => one.Json).OfType<JsonObject>().ToList();
        return Finding.If(chunks.Count > 0 && chunks.TrueForAll(chunk => chunk["choices"] is JsonArray { Count: > 0 } && chunk["usage"] is not JsonObject), $"{chunks.Count} chunks, {chunks.Count(chunk => chunk["usage"] is JsonObject)} with usage");
    }
}
