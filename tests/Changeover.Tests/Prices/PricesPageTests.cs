using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Prices;
using Changeover.Prices.Reconciling;
using Changeover.Providers;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Prices;

/// <summary>docs/prices.md says what is so.</summary>
public sealed class PricesPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "prices.md"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_commands_run_with_its_configuration()
    {
        var yaml = Page.Split("```yaml\n")[1].Split("```")[0];
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "changeover.yaml"), yaml, TestContext.Current.CancellationToken);
        var loader = new ConfigLoader(ProviderRegistry.ByName, new Dictionary<string, string>(StringComparer.Ordinal), _folder.Path);
        var commands = Page.Split('\n').Where(line => line.StartsWith("    changeover prices ", StringComparison.Ordinal)).Select(line => line["    changeover prices ".Length..].Split(' ')).ToArray();

        Assert.Equal(3, commands.Length);
        foreach (var command in commands)
        {
            var run = await CommandRun.Of(PricesCommand.Create(loader, new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero))), command);
            Assert.True(run.ExitCode == 0 && run.Output.Length > 0, run.Error);
        }
    }

    [Fact]
    public void It_names_every_cause_of_a_difference() =>
        Assert.All(
            Enum.GetNames<Cause>(),
            cause => Assert.Contains($"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(cause)}`", Page, StringComparison.Ordinal));
}
