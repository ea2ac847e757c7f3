using System.Diagnostics;
using System.Globalization;

namespace Changeover.EndToEnd.Samples;

/// <summary><c>samples/cut-off/run.sh</c> leaves nothing behind, however it ends.</summary>
public sealed class The_cut_off_script
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Ends_what_it_started_when_it_is_interrupted(string signal, int exitCode)
    {
        using var temporary = new Gateway.TemporaryFolder();
        var start = new ProcessStartInfo("setsid", [Repository.PathOf("samples", "cut-off", "run.sh"), "--no-build"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = temporary.Path;
        start.Environment["CONFIGURATION"] = Repository.Configuration;
        // setsid becomes the script, in a group of its own that bears its number.
        using var script = Process.Start(start)!;
        Assert.StartsWith("After 15 requests", await script.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        var group = script.Id.ToString(CultureInfo.InvariantCulture);

        // As the terminal does it: every program of the session's foreground gets the signal.
        await OutputAsync("kill", $"-{signal}", "--", $"-{group}");
        await script.StandardOutput.ReadToEndAsync(Cancellation);
        await script.WaitForExitAsync(Cancellation);

        Assert.Equal(exitCode, script.ExitCode);
        Assert.Equal("", await OutputAsync("pgrep", "-g", group));
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path, "tmp.*"));
    }

    private static async Task<string> OutputAsync(string program, params string[] arguments) => (await Command.RunAsync(program, arguments, Cancellation)).Output.Trim();
}
