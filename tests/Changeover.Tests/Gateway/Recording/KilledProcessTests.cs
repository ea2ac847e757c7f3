using Changeover.Storage;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Changeover.Gateway.Recording;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Gateway.Recording;

public abstract class KilledProcessTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    [Fact]
    public async Task A_killed_process_loses_no_record_that_was_appended()
    {
        var place = await Under.PlaceAsync();
        var start = new ProcessStartInfo(DotnetHost(), ["exec", typeof(KilledWriter).Assembly.Location]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[KilledWriter.Variable] = place.Folder;
        if (place.Server is { } server)
            start.Environment[DatabasePlace.Variable] = server.Reveal();
        using var process = Process.Start(start)!;
        var appended = new List<string>();
        while (appended.Count < 500)
            appended.Add(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The writer ended by itself."));

        process.Kill(); // SIGKILL, in the middle of appends: it goes on writing while we read
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var rest = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        appended.AddRange(rest.SkipLast(1)); // the last line may be torn

        var kept = new RecordReader(await Under.OpenAsync()).All(new RecordFilter()).ToList();
        Assert.Empty(appended.Except(kept.Select(record => record.Id)));
        Assert.All(kept, record => Assert.Equal("kept", record.AnswerBody));
        Assert.InRange(kept.Count, appended.Count, appended.Count + 2);
    }

    private static string DotnetHost() => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}

public sealed class SqliteKilledProcessTests : KilledProcessTests<SqliteUnderTest>;

public sealed class PostgresKilledProcessTests : KilledProcessTests<PostgresUnderTest>;
