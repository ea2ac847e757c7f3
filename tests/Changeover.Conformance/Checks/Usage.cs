using Changeover.Conformance.Dialects;

namespace Changeover.Conformance.Checks;

/// <summary>What the client is told of tokens is what the upstream charges.</summary>
internal static class Usage
{
    private static readonly (string Name, string Wish)[] Cases =
    [
        ("plain", "sandbox: words=30"),
        ("cached", "a b c d e f g h i j\nsandbox: words=5 cached=8"),
        ("reasoning", "sandbox: words=10 reason=7"),
    ];

    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects) =>
        from dialect in dialects
        from stream in new[] { false, true }
        from one in Cases
        select new Check(
            $"usage.{dialect.Name}.{(stream ? "streamed" : "buffered")}.{one.Name}",
            "The tokens that the client is told (prompt, from the cache, answer) are those on the upstream's bill.",
            (lab, cancellation) => RunAsync(lab, new Question(dialect, one.Wish, stream), cancellation));

    private static async Task<Finding> RunAsync(Lab lab, Question question, CancellationToken cancellation)
    {
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        var told = question.Dialect.Tell(await lab.AskAsync(question, cancellation), question.Stream);
        var bill = lab.First.State.Journal.Bill;
        var cached = bill.Lines.Sum(line => line.CachedTokens);
        return Finding.If(
            told.Prompt == bill.PromptTokens && (told.Cached ?? 0) == cached && told.Completion == bill.CompletionTokens,
            $"told {told.Prompt} ({told.Cached ?? 0} cached) + {told.Completion}, charged {bill.PromptTokens} ({cached} cached) + {bill.CompletionTokens}");
    }
}
