using Changeover.Access;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;
using Changeover.Providers;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Access;

/// <summary>docs/access.md says what is so.</summary>
public sealed class AccessPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "access.md"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_commands_run_with_its_configuration()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "changeover.yaml"), Page.Split("```yaml\n")[1].Split("```")[0], TestContext.Current.CancellationToken);
        var loader = new ConfigLoader(ProviderRegistry.ByName, new Dictionary<string, string>(StringComparer.Ordinal), _folder.Path);
        var clock = new FakeTimeProvider(Sample.At("2026-11-24T12:00Z"));
        var storage = new ConfiguredStorage(_folder.Path);
        var commands = Page.Split('\n').Where(line => line.StartsWith("    changeover ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).ToArray();

        Assert.Equal(6, commands.Length);
        foreach (var command in commands)
        {
            var run = await CommandRun.Of(
                command[0] == "keys" ? KeysCommand.Create(clock, _ => storage) : AccessCommand.Create(loader, clock, (database, now) => new KeyStore(database, clock).Holders(now), _ => storage),
                command[1..]);
            Assert.True(run.ExitCode == 0 && run.Output.Length > 0, string.Join(' ', command) + run.Error);
        }
    }

    [Fact]
    public void Its_configuration_has_no_fault_and_one_rule_for_a_model_that_no_route_has()
    {
        var result = new ConfigLoader(ProviderRegistry.ByName, new Dictionary<string, string>(StringComparer.Ordinal), _folder.Path).Read("changeover.yaml", Page.Split("```yaml\n")[1].Split("```")[0]);
        Assert.Empty(result.Faults);
        Assert.Equal(["access.rules[2]"], result.Warnings.Select(warning => warning.Path));
    }
}
