using System.Text.Json;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Dialects;

/// <summary>The vendors' clients for Node, each program run once against every kind of provider.</summary>
public sealed class NodeClients : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);
    private static readonly string[] Programs = ["openai", "anthropic", "google", "ai", "ollama"];
    private readonly Dictionary<(string Client, string Provider, string Check), string?> _faults = [];

    /// <summary>What each program said apart from its checks, and at which provider its client was not seen to leave.</summary>
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

        await using var troubled = new TroubledGateway();
        await troubled.InitializeAsync();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CHANGEOVER_URL"] = troubled.Gateway.Address.ToString().TrimEnd('/'),
            ["CHANGEOVER_KEY"] = troubled.Key,
            ["CHANGEOVER_SUPPLIES"] = JsonSerializer.Serialize(TroubledGateway.Providers.ToDictionary(provider => provider, TroubledGateway.ModelOf, StringComparer.Ordinal)),
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

        var leavers = _faults.Keys.Where(key => key.Check == "abort").Select(key => key.Client).Distinct(StringComparer.Ordinal).Count();
        Complaints += await troubled.MissingLeaversAsync(leavers);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
