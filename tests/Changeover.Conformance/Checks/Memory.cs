using System.Diagnostics;
using Changeover.Conformance.Dialects;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Conformance.Checks;

/// <summary>What a stream costs in memory of the gateway's process.</summary>
internal static class Memory
{
    private const int Streams = 100;
    private const int Unread = 4;
    private const double Megabyte = 1024 * 1024;

    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects)
    {
        yield return new Check("memory.open_stream", $"{Streams} streams that are under way cost 0.5 MiB each at most.", (lab, cancellation) => OpenAsync(lab, dialects[0], cancellation));
        yield return new Check("memory.unread_stream", $"{Unread} long streams that nobody reads stop at their source, for 8 MiB each at most.", (lab, cancellation) => UnreadAsync(lab, dialects[0], cancellation));
    }

    private static Task<Finding> OpenAsync(Lab lab, Dialect dialect, CancellationToken cancellation) =>
        GrowAsync(lab, new Question(dialect, "sandbox: words=2000", Stream: true), Streams, tokensPerSecond: 20, 0.5, async () =>
        {
            await Lab.ComesAsync(token => lab.First.State.WaitUntilAsync(state => state.Journal.Entries.Count(entry => entry.PiecesSent > 10) == Streams, token), lab.Patience, cancellation);
            return true;
        }, cancellation);

    private static Task<Finding> UnreadAsync(Lab lab, Dialect dialect, CancellationToken cancellation) =>
        GrowAsync(lab, new Question(dialect, "sandbox: words=300000", Stream: true), Unread, tokensPerSecond: 0, 8, () => HeldUpAsync(lab, cancellation), cancellation);

    private static async Task<Finding> GrowAsync(Lab lab, Question question, int count, double tokensPerSecond, double bound, Func<Task<bool>> until, CancellationToken cancellation)
    {
        if (lab.Pid is not { } pid) return new(Verdict.NotMeasured, "no process was named");
        if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        await lab.AskAsync(question with { Text = "sandbox: words=50" }, cancellation);
        lab.First.State.Reset();
        lab.First.State.Behaviour = lab.First.State.Behaviour with { TokensPerSecond = tokensPerSecond };
        var before = Resident(pid);
        var open = new List<HttpResponseMessage>();
        try
        {
            for (var number = 0; number < count; number++) open.Add(await lab.OpenAsync(question, cancellation).WaitAsync(lab.Patience, lab.Time, cancellation));
            var isSteady = await until();
            var each = (Resident(pid) - before) / Megabyte / count;
            return Finding.If(isSteady && each <= bound, $"{each:0.00} MiB each; upstream: {string.Join(", ", lab.First.State.Journal.Entries.CountBy(entry => entry.Outcome).Select(pair => $"{pair.Value} {pair.Key}"))}");
        }
        catch (TimeoutException)
        {
            return new(Verdict.Fail, $"only {open.Count} of {count} streams began");
        }
        finally
        {
            open.ForEach(response => response.Dispose());
        }
    }

    /// <summary>Nothing more is sent, between two looks with a while in between.</summary>
    private static async Task<bool> HeldUpAsync(Lab lab, CancellationToken cancellation)
    {
        for (var look = 0L; look < lab.Patience.TotalSeconds; look++)
        {
            var sent = Sent(lab);
            await Task.Delay(TimeSpan.FromSeconds(1), lab.Time, cancellation);
            if (sent > 0 && sent == Sent(lab)) return lab.First.State.Journal.Entries.All(entry => entry.Outcome != Sandbox.Exchanges.Outcome.Completed); // held up, or dropped with its client
        }

        return false;
    }

    private static long Sent(Lab lab) => lab.First.State.Journal.Entries.Sum((JournalEntry entry) => entry.BytesSent);

    private static long Resident(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.WorkingSet64;
    }
}
