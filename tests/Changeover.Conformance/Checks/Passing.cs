using Changeover.Conformance.Dialects;

namespace Changeover.Conformance.Checks;

/// <summary>What a gateway does not know goes through it unchanged.</summary>
internal static class Passing
{
    private const string Large = "9007199254740993"; // 2^53 + 1: a double makes it ...992

    public static IEnumerable<Check> Of()
    {
        var chat = new Chat();
        yield return new Check("passing.request", "A field that nobody knows, and an integer above 2^53 in it, reach the upstream as they are.", async (lab, cancellation) =>
        {
            var question = new Question(chat, "hello", Stream: false) { Edit = body => body["x_unknown"] = new System.Text.Json.Nodes.JsonObject { ["deep"] = 9007199254740993L } };
            if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
            var reply = await lab.AskAsync(question, cancellation);
            var body = lab.First.State.Journal.Entries is [var sent, ..] ? sent.Body : "";
            return Finding.If(body.Contains("x_unknown", StringComparison.Ordinal) && body.Contains(Large, StringComparison.Ordinal), $"{reply.Status}; {Sign("x_unknown", body)}, {Sign(Large, body)}");
        });
        yield return new Check("passing.answer", "The same in a buffered answer reaches the client.", (lab, cancellation) => AnswerAsync(lab, chat, stream: false, cancellation));
        yield return new Check("passing.stream", "The same in an event of a stream reaches the client.", (lab, cancellation) => AnswerAsync(lab, chat, stream: true, cancellation));
    }

    private static async Task<Finding> AnswerAsync(Lab lab, Chat chat, bool stream, CancellationToken cancellation)
    {
        var question = new Question(chat, "hello", stream);
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        var plan = Lab.Plan("raw", "status=200");
        plan.Parameters["content_type"] = stream ? "text/event-stream" : "application/json";
        plan.Parameters["body"] = stream ? Streamed : Buffered;
        lab.First.State.Faults.Set(plan);
        var reply = await lab.AskAsync(question, cancellation);
        return Finding.If(reply.Body.Contains("x_unknown", StringComparison.Ordinal) && reply.Body.Contains(Large, StringComparison.Ordinal), $"{reply.Status}; {Sign("x_unknown", reply.Body)}, {Sign(Large, reply.Body)}");
    }

    private static string Sign(string what, string where) => where.Contains(what, StringComparison.Ordinal) ? what : $"no {what}";

    private const string Usage = """ "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2} """;

    private const string Buffered = $$"""
        {"id":"c","object":"chat.completion","created":1,"model":"m","x_unknown":{"deep":{{Large}}},"choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],{{Usage}}}
        """;

    private const string Streamed = $$"""
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","x_unknown":{"deep":{{Large}}},"choices":[{"index":0,"delta":{"role":"assistant","content":"hello"},"finish_reason":null}]}

        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],{{Usage}}}

        data: [DONE]


        """;
}
