using System.Text.Json;
using Changeover.Conformance;
using Changeover.Conformance.Adapters;
using Changeover.Conformance.Reports;
using Changeover.EndToEnd.Gateway;
using Changeover.Sandbox;
using Repository = Changeover.EndToEnd.Samples.Repository;

namespace Changeover.EndToEnd.Conformance;

/// <summary>What any gateway owes its clients, asked of ours as it stands: the executable, its sample configuration, and the suite that others can run, too.</summary>
public sealed class The_conformance_suite
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_passed_whole()
    {
        using var folder = new TemporaryFolder();
        var adapter = Adapter.Read(Repository.PathOf("tests/Changeover.Conformance/Gateways/changeover.json"));
        var (first, second) = await Lab.StartSandboxesAsync(adapter with { First = new("http://127.0.0.1:0"), Second = new("http://127.0.0.1:0") }, Cancellation);
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", Config(folder, adapter, first, second));
        await using var lab = new Lab(adapter, gateway.Http.BaseAddress!, "ck-conformance-client-0123456789abcdef", first, second) { Pid = gateway.Id };

        var outcome = await Suite.RunAsync(lab, only: "", _ => { }, Cancellation);

        Assert.DoesNotContain(outcome.Results, result => result.Verdict != Verdict.Pass);
        Assert.InRange(outcome.Results.Count, 150, int.MaxValue);
    }

    [Fact]
    public async Task Finds_fault_with_a_gateway_that_is_none()
    {
        // The sandbox itself, as if it were a gateway: it answers in every dialect, but nothing arrives at the upstreams.
        await using var impostor = await SandboxHost.StartAsync(null, Cancellation);
        var adapter = Adapter.Read(Repository.PathOf("tests/Changeover.Conformance/Gateways/changeover.json")) with { RecoverySeconds = 0 };
        var (first, second) = await Lab.StartSandboxesAsync(adapter with { First = new("http://127.0.0.1:0"), Second = new("http://127.0.0.1:0") }, Cancellation);
        await using var lab = new Lab(adapter, impostor.ProviderUrl, "ck-conformance-client-0123456789abcdef", first, second);

        var outcome = await Suite.RunAsync(lab, only: "", _ => { }, Cancellation);

        string[] mustFail = ["grammar", "usage", "fallback", "commit", "truncation", "cancellation", "passing", "budget"];
        Assert.All(mustFail, group => Assert.All(outcome.Results.Where(result => result.Group == group), result => Assert.Equal(Verdict.Fail, result.Verdict)));
        Assert.All(outcome.Results.Where(result => result.Group == "memory"), result => Assert.Equal(Verdict.NotMeasured, result.Verdict));
    }

    [Fact]
    public async Task Is_started_by_the_product_that_it_lies_beside()
    {
        using var folder = new TemporaryFolder();
        var adapter = folder.Write("adapter.json", """
            {"gateway": "nobody", "upstream_key": "sk-upstream", "first": "http://127.0.0.1:0", "second": "http://127.0.0.1:0", "recovery_seconds": 0, "dialects": {"chat": {"plain": {"model": "m"}, "fallback": {"model": "m"}}}}
            """);
        var run = await GatewayProcess.RunAsync(folder.Path, "conformance", "--base-url", "http://127.0.0.1:9", "--adapter", adapter, "--only", "errors.", "--json", "--report", folder.Path + "/report.md");

        Assert.Equal(1, run.ExitCode);
        var outcome = JsonSerializer.Deserialize(run.Output, OutcomeJson.Default.Outcome)!;
        Assert.Equal((16, 4, 12), (outcome.Results.Count, outcome.Count(Verdict.Fail), outcome.Count(Verdict.NotOffered)));
        Assert.Contains("**fail**", await File.ReadAllTextAsync(folder.Path + "/report.md", Cancellation), StringComparison.Ordinal);
    }

    /// <summary>The sample configuration, with these sandboxes and this credential in it.</summary>
    private static string Config(TemporaryFolder folder, Adapter adapter, SandboxHost first, SandboxHost second) => folder.Write("changeover.yaml", File
        .ReadAllText(Repository.PathOf("tests/Changeover.Conformance/Gateways/changeover.yaml"))
        .Replace(adapter.First.AbsoluteUri, first.ProviderUrl.AbsoluteUri, StringComparison.Ordinal)
        .Replace(adapter.Second.AbsoluteUri, second.ProviderUrl.AbsoluteUri, StringComparison.Ordinal)
        .Replace("${CONFORMANCE_UPSTREAM_KEY}", "file:" + folder.Write("credential", adapter.UpstreamKey), StringComparison.Ordinal));
}
