using System.CommandLine;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary><c>changeover records export</c>: every record that matches, whole, one JSON object per line, in the order in which they were written.</summary>
internal static class RecordsExport
{
    private const int ProgressEvery = 10_000;

    /// <summary>The command.</summary>
    public static Command Create(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var filter = new RecordFilterOptions();
        var since = Moment.Past("--since", "Only requests that arrived then or later, such as 7d or 2026-11-24.", clock);
        var until = Moment.Past("--until", "Only requests that arrived before.", clock);
        var file = new Option<string?>("--out") { Description = "A new file. Default: standard output.", HelpName = "file" };
        var command = new DatabaseCommand("export", "Write records as JSON lines, with the bodies that were kept.", configured) { since, until, file };
        filter.AddTo(command);
        command.Runs(async (database, parsed, cancellationToken) =>
        {
            var wanted = filter.Read(parsed) with { Since = parsed.GetValue(since), Until = parsed.GetValue(until) };
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                await using var opened = parsed.GetValue(file) is { } path ? Open(path) : null;
                await WriteAsync(new RecordReader(database), wanted, opened ?? output, error, cancellationToken);
                return 0;
            }
            catch (Exception e) when ((e is IOException or UnauthorizedAccessException) && !StandardOutput.HasNoReader(e))
            {
                await error.WriteLineAsync($"The export cannot be written: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task WriteAsync(RecordReader reader, RecordFilter filter, TextWriter output, TextWriter progress, CancellationToken cancellationToken)
    {
        var all = reader.Count(filter);
        long written = 0;
        foreach (var record in reader.All(filter))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(record, RecordJson.Default.RequestRecord).AsMemory(), cancellationToken);
            if (++written % ProgressEvery == 0)
                await progress.WriteLineAsync($"{written} of {all} records");
        }

        await progress.WriteLineAsync($"{written} records exported.");
    }

    // For the owner only: it may hold bodies.
    private static StreamWriter Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new StreamWriter(path, options);
    }
}
