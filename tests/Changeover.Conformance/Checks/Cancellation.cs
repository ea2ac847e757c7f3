using Changeover.Conformance.Dialects;

namespace Changeover.Conformance.Checks;

/// <summary>A client that has gone costs nothing more.</summary>
internal static class Cancellation
{
    private const int Trials = 3;
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<Check> Of(IEnumerable<Dialect> dialects) =>
        from dialect in dialects
        from stream in new[] { false, true }
        select new Check(
            $"cancellation.{dialect.Name}.{(stream ? "streamed" : "buffered")}",
            $"The upstream's work stops within {Bound.TotalMilliseconds} ms after the client has gone (median of {Trials}).",
            (lab, cancellation) => RunAsync(lab, dialect, stream, cancellation));

    private static async Task<Finding> RunAsync(Lab lab, Dialect dialect, bool stream, CancellationToken cancellation)
    {
        var question = new Question(dialect, "sandbox: words=500", stream);
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        var state = lab.First.State;
        state.Behaviour = state.Behaviour with { TokensPerSecond = 50 };
        var delays = new List<double>();
        for (var trial = 1; trial <= Trials; trial++)
        {
            var left = await LeaveAsync(lab, question, trial, cancellation);
            if (!await Lab.ComesAsync(token => state.WaitForCancelledAsync(trial, token), lab.Patience, cancellation))
                return new(Verdict.Fail, $"{lab.Patience.TotalSeconds} s after the client had gone the upstream still worked: {state.Journal.Bill.CompletionTokens} tokens on the bill");
            delays.Add((state.Journal.Entries[^1].EndedAt!.Value - left).TotalMilliseconds);
        }

        var median = Math.Max(0, delays.Order().ElementAt(Trials / 2));
        return Finding.If(median <= Bound.TotalMilliseconds, $"{median:0} ms (median of {Trials})");
    }

    /// <summary>Asks, goes away in the middle, and returns when.</summary>
    private static async Task<DateTimeOffset> LeaveAsync(Lab lab, Question question, int number, CancellationToken cancellation)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = lab.OpenAsync(question, leaving.Token);
        await Lab.ComesAsync(token => lab.First.State.Journal.WaitForAsync(number, token), lab.Patience, cancellation);
        DateTimeOffset left;
        if (question.Stream)
        {
            using var response = await asking;
            await (await response.Content.ReadAsStreamAsync(cancellation)).ReadExactlyAsync(new byte[20], cancellation);
            left = lab.Time.GetUtcNow();
        }
        else
        {
            left = lab.Time.GetUtcNow();
            await leaving.CancelAsync();
            await Lab.ComesAsync(_ => asking, lab.Patience, cancellation);
        }

        return left;
    }
}
