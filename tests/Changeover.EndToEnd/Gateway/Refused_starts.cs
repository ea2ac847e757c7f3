using System.Net;
using System.Net.Sockets;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Where the gateway cannot start safely it says why and what to do, in plain words, and exits with 1.</summary>
public sealed class Refused_starts
{
    [Fact]
    public async Task Beyond_loopback_without_a_key()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder, "--urls", "http://0.0.0.0:0");

        Assert.Contains("no key exists", run, StringComparison.Ordinal);
        Assert.Contains("changeover keys create --owner NAME", run, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.1:0")]
    [InlineData("http://127.0.0.1:0;http://example.com:0")]
    public async Task However_beyond_loopback_is_written(string urls)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no key exists", await RunAsync(folder, "--urls", urls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_the_configuration_at_once()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("changeover.yaml", """
            upstreams:
              a: {provider: openia, credential: "${NOT_SET_ANYWHERE}"}
            routes:
              r: {targets: [b/model], strategy: fastest}
            colour: blue
            """);
        var run = await RunAsync(folder, "--config", config);

        Assert.All(new[] { "openia", "fastest", "colour", "NOT_SET_ANYWHERE", "no upstream \"b\"" }, fault => Assert.Contains(fault, run, StringComparison.Ordinal));
        Assert.Contains($"{config}:2:", run, StringComparison.Ordinal);
        Assert.True(run.Split('→').Length > 4, run);
    }

    [Fact]
    public async Task A_configuration_that_is_not_there()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("missing.yaml", await RunAsync(folder, "--config", "missing.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";
        var run = await RunAsync(folder, "--urls", url);

        Assert.Contains(url, run, StringComparison.Ordinal);
        Assert.Contains("in use", run, StringComparison.Ordinal);
        Assert.Contains("--urls", run, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("htp:/nonsense")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:0/path")]
    [InlineData("https://127.0.0.1:0")]
    public async Task An_address_that_cannot_be_listened_on(string url)
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder, "--urls", url);
        Assert.Contains(url, run, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/nowhere", "The data folder /proc/nowhere cannot be made")]
    [InlineData("/sys/kernel", "/sys/kernel")]
    public async Task A_data_folder_that_cannot_be_written(string data, string reason)
    {
        // Root writes through any mode, the file systems of the kernel refuse even root.
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder, "--urls", "http://127.0.0.1:0", "--data", data);
        Assert.Contains(reason, run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("data", "");
        var run = await RunAsync(folder, "--urls", "http://127.0.0.1:0", "--data", file);
        Assert.Contains(file, run, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        if (!arguments.Contains("--data"))
        {
            arguments = [.. arguments, "--data", Path.Combine(folder.Path, "d")];
        }

        var run = await GatewayProcess.RunAsync(folder.Path, arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
        return run.Error;
    }
}
