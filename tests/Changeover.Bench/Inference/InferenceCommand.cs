using System.Globalization;
using System.Text.Json;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;
using Changeover.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Changeover.Bench.Inference;

/// <summary>Measures the embedded model, without the gateway around it, and writes what came out.</summary>
internal static class InferenceCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly EmbeddedModelOptions Defaults = new() { Seed = 1 };

    /// <summary>Exit codes: 0 = measured, also where a demand was missed; 1 = a measurement failed; 2 = wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (InferenceOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(InferenceOptions.Usage);
            return 2;
        }

        if (!options.IsQuick && !Repository.IsRelease)
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
        try
        {
            var (demo, demoSays) = await MeasureAsync("demo", EmbeddedModel.DemoFolder, options.Plan, stop.Token);
            using var random = await RandomModel.MakeAsync(options, stop.Token);
            var (large, largeSays) = await MeasureAsync($"qwen2.5-0.5b shape, {options.Weights}", random.Folder, options.Plan, stop.Token);
            var runtime = $"{Machine.Here.Runtime}, ONNX Runtime {OrtEnv.Instance().GetVersionString()}";
            var results = new BenchResults(Machine.Here with { Runtime = runtime }, [demo, large]);
            var report = InferenceReport.Of(results, [.. demoSays, .. largeSays], Defaults.Threads);
            Console.WriteLine(report);
            if (!options.IsQuick)
            {
                Write(results, report);
            }

            return 0;
        }
        catch (Exception failed) when (failed is BenchException or ModelLoadException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<(FigureRun Run, IEnumerable<Conclusion> Conclusions)> MeasureAsync(string name, string folder, Plan plan, CancellationToken cancellationToken)
    {
        using var model = EmbeddedModel.Load(folder, Defaults, TimeProvider.System);
        var figure = new InferenceFigure(name, model);
        var run = await BenchCommand.RunAsync(figure, plan, cancellationToken);
        return (run, figure.Conclude(new Readings(run.Readings)));
    }

    private static void Write(BenchResults results, string report)
    {
        var path = Path.Combine(Repository.Root, "tests", "Changeover.Bench", "results", string.Create(CultureInfo.InvariantCulture, $"{results.Figures[0].Started:yyyy-MM-dd}-inference"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".json", [.. JsonSerializer.SerializeToUtf8Bytes(results, ResultJson.Default.BenchResults), (byte)'\n']);
        File.WriteAllText(path + ".md", report);
    }
}
