using System.Diagnostics;
using Changeover.Commands;

namespace Changeover.Tests.Commands;

/// <summary>The script runs in the shell it was written for, and asks the real executable.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("changeover keys cr", "create")]
    [InlineData("changeover records list --fa", "--failed")]
    [InlineData("changeover completion ", "--help -h bash fish pwsh zsh")]
    [InlineData("changeover keys no-such", "")]
    public async Task Bash_completes(string typed, string expected)
    {
        var words = typed.Split(' ');
        var script = $"""
            changeover() (exec dotnet "{Path.Combine(AppContext.BaseDirectory, "changeover.dll")}" "$@")
            {CompletionCommand.Scripts["bash"]}
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            _changeover changeover
            echo "{"${COMPREPLY[*]}"}"
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, output.Trim().ReplaceLineEndings(" "));
    }

    [Fact]
    public void The_script_of_every_shell_asks_the_executable() =>
        Assert.All(CompletionCommand.Scripts.Values, script => Assert.Contains("[suggest:", script, StringComparison.Ordinal));
}
