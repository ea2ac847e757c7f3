using Changeover.Conformance.Dialects;

namespace Changeover.Conformance.Checks;

/// <summary>An error has the shape that the dialect's clients read.</summary>
internal static class Errors
{
    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects)
    {
        foreach (var dialect in dialects)
        {
            yield return Shape(dialect, "upstream_failed", "The only upstream fails: a 5xx in the dialect's shape.", "bad_gateway", status => status >= 500, question => question);
            yield return Shape(dialect, "upstream_failed_streamed", "The same where a stream was asked for.", "bad_gateway", status => status >= 500, question => question with { Stream = true });
            yield return Shape(dialect, "upstream_refused", "The upstream finds fault with the request: a 4xx in the dialect's shape.", "prompt_filtered", status => status is >= 400 and < 500, question => question);
            yield return Shape(dialect, "not_json", "A body that is no JSON: a 4xx in the dialect's shape.", null, status => status is >= 400 and < 500, question => question with { Raw = "{" });
        }
    }

    private static Check Shape(Dialect dialect, string name, string asserts, string? fault, Func<int, bool> isRight, Func<Question, Question> change) => new(
        $"errors.{dialect.Name}.{name}",
        asserts,
        async (lab, cancellation) =>
        {
            var question = change(new Question(dialect, "hello", Stream: false));
            await lab.ReadyAsync(question, cancellation);
            if (fault is not null) lab.First.State.Faults.Set(fault);
            var reply = await lab.AskAsync(question, cancellation);
            return Finding.If(isRight(reply.Status) && dialect.IsError(reply.Json), $"{reply.Status}: {reply.Body[..Math.Min(160, reply.Body.Length)].ReplaceLineEndings(" ")}");
        });
}
