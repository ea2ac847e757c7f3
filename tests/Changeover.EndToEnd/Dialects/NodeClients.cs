using System.Text.Json;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Dialects;

/// <summary>The vendors' clients for Node, each program run once against every kind of provider.</summary>
public sealed class NodeClients : IAsyncLifetime
{
    /// <summary>Every kind of provider, and OpenAI itself with both its dialects.</summary>
    public static IReadOnlyList<Supply> Supplies { get; } = [.. Supply.All, Supply.OpenAI];

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);
    private static readonly string[] Programs = ["openai", "anthropic", "google", "ai", "ollama"];
    private readonly Dictionary<(string Client, string Provider, string Check), string?> _faults = [];

    /// <summary>What each program said apart from its checks, and at which providers its client was not seen to leave.</summary>
    public string Complaints { get; private set; } = "";

    /// <summary>The fault of a check; null = passed.</summary>
    public string? FaultOf(string client, string provider, string check) =>
        _faults.TryGetValue((client, provider, check), out var fault) ? fault : $"It was not run. {Complaints}";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Repository.PathOf("tests", "Changeover.EndToEnd", "Dialects", "Node");
        var install = await Command.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], cancellation, folder: folder);
        Assert.True(install.ExitCode == 0, install.Error);

        await using var gateway = await TroubledSupplies.StartAsync(Supplies);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CHANGEOVER_URL"] = gateway.Address.ToString().TrimEnd('/'),
            ["CHANGEOVER_KEY"] = gateway.CreateKey("clients"),
            ["CHANGEOVER_SUPPLIES"] = JsonSerializer.Serialize(Supplies.Select((supply, index) => (supply.Name, Model: $"m-{index + 1}")).ToDictionary(supply => supply.Name, supply => supply.Model, StringComparer.Ordinal)),
            ["no_proxy"] = "127.0.0.1",
        };
        foreach (var program in Programs)
        {
            var run = await Command.RunAsync("node", [$"{program}.mjs"], cancellation, environment, folder);
            Complaints += run.Error;
            foreach (var line in run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var check = JsonSerializer.Deserialize<NodeCheck>(line, Lines)!;
                _faults[(check.Client, check.Provider, check.Check)] = check.Fault;
            }
        }

        await EveryoneLeftAsync(gateway, cancellation);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Each client left once at each provider, which must have noticed.</summary>
    private async Task EveryoneLeftAsync(GatewayOfDialects gateway, CancellationToken cancellation)
    {
        var leavers = _faults.Keys.Where(key => key.Check == "abort").Select(key => key.Client).Distinct(StringComparer.Ordinal).Count();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        foreach (var (host, supply) in gateway.Hosts.Zip(Supplies))
        {
            try
            {
                await host.State.WaitForCancelledAsync(leavers, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                Complaints += $"{supply}: {host.State.Journal.ClientsGone} of {leavers} were seen to leave. ";
            }
        }
    }
}
