using Changeover.Inference.Store;
using Spectre.Console;

namespace Changeover.Models;

/// <summary>Shows how far a pull is: bars on a terminal, one line for each finished file elsewhere.</summary>
internal static class ProgressDisplay
{
    public static async Task<T> RunAsync<T>(TextWriter errors, Func<IProgress<ModelProgress>, Task<T>> work)
    {
        if (!ReferenceEquals(errors, Console.Error) || Console.IsErrorRedirected)
            return await work(new Lines(errors));

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        return await terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<ModelProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(ModelProgress value)
        {
            if (!_tasks.TryGetValue(value.File, out var task))
            {
                task = context.AddTask(Markup.Escape(value.File), maxValue: value.Size ?? double.MaxValue);
                task.IsIndeterminate = value.Size is null;
                _tasks.Add(value.File, task);
            }

            task.Value = value.Bytes;
        }
    }

    private sealed class Lines(TextWriter errors) : IProgress<ModelProgress>
    {
        public void Report(ModelProgress value)
        {
            if (value.Bytes == value.Size)
                errors.WriteLine($"{value.File}: {value.Bytes} bytes");
        }
    }
}
