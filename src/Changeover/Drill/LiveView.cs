using Spectre.Console;

namespace Changeover.Drill;

/// <summary>What happens, while it happens; where there is no terminal, a line when it begins.</summary>
internal sealed class LiveView(DrillPlan plan, TextWriter errors, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>Shows the readings until the work is done.</summary>
    public async Task ShowAsync(Task work, Func<IReadOnlyList<Reading>> readings, long begun)
    {
        if (!ReferenceEquals(errors, Console.Error) || Console.IsErrorRedirected)
        {
            await errors.WriteLineAsync($"The drill has begun; it lasts {plan.Length.TotalSeconds:0} s.");
            await work;
            return;
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        await terminal.Live(new Text("")).AutoClear(true).StartAsync(async context =>
        {
            while (!work.IsCompleted)
            {
                context.UpdateTarget(Picture(readings(), time.GetElapsedTime(begun)));
                await Task.WhenAny(work, Task.Delay(Beat, time));
            }
        });
        await work;
    }

    private Table Picture(IReadOnlyList<Reading> readings, TimeSpan elapsed)
    {
        var phase = plan.PhaseAt(elapsed);
        var table = new Table().Border(TableBorder.Rounded).Title($"{Math.Min(elapsed.TotalSeconds, plan.Length.TotalSeconds):0} of {plan.Length.TotalSeconds:0} s").AddColumns("", "requests", "failed", "answered by");
        foreach (var one in Enum.GetValues<Phase>().Where(one => one <= phase))
        {
            var seen = readings.Where(reading => plan.PhaseAt(reading.Offset) == one).ToList();
            var failed = seen.Count(reading => reading.Failure is not null);
            var targets = seen.Where(reading => reading.Failure is null).CountBy(reading => reading.Target ?? "?").Select(pair => $"{pair.Key} {pair.Value}");
            table.AddRow(
                new Markup(one == Phase.Cut ? $"[red]{Markup.Escape(plan.Cut)} cut off[/]" : TerminalReport.Name(one)),
                new Text($"{seen.Count}"),
                new Markup(failed > 0 ? $"[red]{failed}[/]" : "0"),
                new Text(string.Join(", ", targets)));
        }

        return table;
    }
}
