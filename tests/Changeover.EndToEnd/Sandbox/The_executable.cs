using System.Diagnostics;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>The sandbox as a process of its own.</summary>
public sealed class The_executable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prints_both_addresses_and_answers_on_them()
    {
        using var process = Start("--urls", "http://127.0.0.1:0", "--control-urls", "http://[::1]:0", "--key", "sk-one");
        try
        {
            var ready = JsonNode.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!)!;
            using var provider = new HttpClient { BaseAddress = new Uri((string)ready["provider"]!) };
            using var control = new HttpClient { BaseAddress = new Uri((string)ready["control"]!) };
            provider.DefaultRequestHeaders.Add("api-key", "sk-one");

            Assert.Contains("gpt-4o", await provider.GetStringAsync("v1/models", Cancellation), StringComparison.Ordinal);
            Assert.Equal("ok\n", await control.GetStringAsync("healthz", Cancellation));
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0", "loopback only")]
    [InlineData("--control-urls", "http://192.168.1.1:80", "loopback only")]
    [InlineData("--urls", "https://127.0.0.1:0", "plain http only")]
    [InlineData("--nonsense", "1", "is not an option")]
    [InlineData("--tokens-per-second", "fast", "is not a number")]
    [InlineData("--tokens-per-second", "-1", "must be 0")]
    public async Task Refuses_what_it_will_not_do(string option, string value, string reason)
    {
        using var process = Start(option, value);
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
        [typeof(SandboxHost).Assembly.Location, .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
