using System.Diagnostics;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The executable in a process of its own: signals, pipes, exit codes.</summary>
public sealed class The_command_line
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_lets_a_running_answer_finish_when_it_is_told_to_end()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1);
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 2 };
        using var serve = Executable.Start("serve", "--config", gateway.ConfigFile, "--urls", "http://127.0.0.1:0", "--data", gateway.Data + "2");
        var address = (await serve.StandardOutput.ReadLineAsync(Cancellation))!.Split(' ')[^1];

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = new StringContent("""{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"one two three four five six seven eight"}]}""", null, "application/json"),
        };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await Executable.SignalAsync(serve, "TERM");

        Assert.EndsWith("data: [DONE]\n\n", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await serve.WaitForExitAsync(Cancellation);
        Assert.Equal(0, serve.ExitCode);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_command_that_is_interrupted_ends_with_the_signals_code_and_without_a_word(string signal, int exitCode)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1);
        using var tail = Executable.Start("records", "tail", "--data", gateway.Data);
        await UntilItFollowsAsync(gateway, tail);

        await Executable.SignalAsync(tail, signal);
        await tail.WaitForExitAsync(Cancellation);

        Assert.Equal(exitCode, tail.ExitCode);
        Assert.Empty(await tail.StandardError.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Commands_that_write_into_one_file_do_not_write_over_each_other()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "both.txt");
        const string Script = """{ echo first; dotnet "$0" version; dotnet "$0" config check --config "$2"; echo last; } > "$1" 2>&1""";
        await Command.RunAsync("bash", ["-c", Script, Repository.Built("src/Changeover", "changeover.dll"), file, folder.Write("changeover.yaml", "routes: 5")], Cancellation);

        var lines = await File.ReadAllLinesAsync(file, Cancellation);
        Assert.Equal(("first", "last"), (lines[0], lines[^1]));
        Assert.Matches(@"^changeover +0\.1\.0", lines[1]);
        Assert.Contains(lines, line => line.Contains("fault in routes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_whose_reader_has_gone_ends_without_a_word()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1);
        using var tail = Executable.Start("records", "tail", "--data", gateway.Data);
        await UntilItFollowsAsync(gateway, tail);

        tail.StandardOutput.Close();
        while (!tail.HasExited)
        {
            (await gateway.ChatAsync()).Dispose();
            await Task.WhenAny(tail.WaitForExitAsync(Cancellation), Task.Delay(100, Cancellation));
        }

        Assert.Equal(141, tail.ExitCode);
        Assert.Empty(await tail.StandardError.ReadToEndAsync(Cancellation));
    }

    /// <summary>Requests until the follower has shown one: before that it may still be starting.</summary>
    private static async Task UntilItFollowsAsync(GatewayUnderTest gateway, Process tail)
    {
        var line = tail.StandardOutput.ReadLineAsync(Cancellation).AsTask();
        while (!line.IsCompleted)
        {
            (await gateway.ChatAsync()).Dispose();
            await Task.WhenAny(line, Task.Delay(100, Cancellation));
        }

        Assert.Contains("gpt-4o", await line, StringComparison.Ordinal);
    }
}
