using Changeover.Bench.Figures;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;
using Changeover.Bench.Translation;

namespace Changeover.Bench;

/// <summary>Measures the figures that were asked for, one after the other, and writes what came out.</summary>
internal static class BenchCommand
{
    private const string Usage = """
        Usage: dotnet run -c Release --project tests/Changeover.Bench -- [all|buffered|latency|sse|memory|start|translation] [--quick]
               dotnet run -c Release --project tests/Changeover.Bench -- micro [BenchmarkDotNet's options]
               dotnet run -c Release --project tests/Changeover.Bench -- inference [--quick] [--weights …] [--folder …]
               dotnet run -c Release --project tests/Changeover.Bench -- soak [--minutes 30] [--rate 25] [--seed 1]

        --quick shows in a minute that everything works; it writes no file.
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);
    private static readonly IReadOnlyList<IFigure> Figures = [new BufferedFigure(), new LatencyFigure(), new StreamFigure(), new MemoryFigure(), new StartFigure()];
    private static readonly IReadOnlyList<IFigure> Translations = [new TranslationFigure()];

    /// <summary>Exit codes: 0 = measured, also where a demand was missed; 1 = a measurement failed; 2 = wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var quick = args.Contains("--quick", StringComparer.Ordinal);
        var pairs = args.Contains("translation", StringComparer.Ordinal);
        var known = pairs ? Translations : Figures;
        var names = args.Where(arg => arg is not ("--quick" or "all")).ToArray();
        var figures = names is [] ? known : [.. known.Where(figure => names.Contains(figure.Name, StringComparer.Ordinal))];
        if (names.Length > 0 && figures.Count != names.Length)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        if (!quick && !Repository.IsRelease)
        {
            await Console.Error.WriteLineAsync("Only a Release build is worth measuring: dotnet run -c Release …");
            return 2;
        }

        using var stop = new CancellationTokenSource(Longest, TimeProvider.System);
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await MeasureAsync(figures, pairs ? "translation-load" : "gateway", quick, stop.Token);
    }

    private static async Task<int> MeasureAsync(IReadOnlyList<IFigure> figures, string page, bool quick, CancellationToken cancellationToken)
    {
        var file = ResultFile.OfToday(TimeProvider.System, page);
        var results = quick ? new BenchResults(Machine.Here, []) : file.Read();
        try
        {
            foreach (var figure in figures)
            {
                var run = await RunAsync(figure, quick ? Plan.Quick : Plan.Full, cancellationToken);
                results = results.With(run);
                if (!quick)
                {
                    file.Write(results, PageOf(results));
                }
            }
        }
        catch (Exception failed) when (failed is BenchException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }

        Console.WriteLine(PageOf(results));
        return 0;
    }

    private static string PageOf(BenchResults results) => results.Figures.Any(run => run.Figure == Translations[0].Name)
        ? Report.Of(results, Translations, "What translation costs under load", "The relay is the same gateway in front of the same provider process, OpenAI's dialect on both sides, read right before each group.")
        : Report.Of(results, Figures, "The gateway's figures", "The bare forwarder is YARP's `IHttpForwarder` and nothing else.");

    /// <summary>Measures one figure, and what else the machine did meanwhile.</summary>
    public static async Task<FigureRun> RunAsync(IFigure figure, Plan plan, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var (started, load, elsewhere) = (time.GetUtcNow(), ProcFs.LoadAverage, ProcFs.Busy - ProcFs.ProcessorTime(Environment.ProcessId));
        var readings = new List<Reading>();
        await foreach (var reading in figure.MeasureAsync(plan, cancellationToken))
        {
            readings.Add(reading);
            await Console.Error.WriteLineAsync($"{figure.Name} {reading.Round}/{plan.Rounds}  {reading.Subject,-10}  {reading.Quantity}: {reading.Value:G4} {reading.Unit}");
        }

        // Children that have ended count as this process's.
        var duration = time.GetUtcNow() - started;
        var busy = (ProcFs.Busy - ProcFs.ProcessorTime(Environment.ProcessId) - elsewhere) / duration;
        return new FigureRun(figure.Name, started, Math.Round(duration.TotalMinutes, 1), load, Math.Round(busy, 2), readings);
    }
}
