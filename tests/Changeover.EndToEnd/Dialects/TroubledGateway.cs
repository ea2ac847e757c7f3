using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Dialects;

/// <summary>A gateway whose route <c>m-1</c> is answered by the first supply, <c>busy-m-1</c> by the same one with too many requests, and <c>broken-m-1</c> by the same one breaking off.</summary>
public sealed class TroubledGateway : IAsyncLifetime
{
    /// <summary>A circuit would answer in the provider's place.</summary>
    private const string NoCircuit = "    breaker: {failures: 10000}\n";

    /// <summary>Every kind of provider, and OpenAI itself with both its dialects.</summary>
    public static IReadOnlyList<Supply> Supplies { get; } = [.. Supply.All, Supply.OpenAI];

    /// <summary>Names of the providers.</summary>
    public static IEnumerable<string> Providers => Supplies.Select(supply => supply.Name);

    /// <summary>The gateway.</summary>
    public GatewayOfDialects Gateway { get; private set; } = null!;

    /// <summary>The key that lets a client in.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The route to a provider.</summary>
    public static string ModelOf(string provider) => $"m-{Supplies.ToList().FindIndex(supply => supply.Name == provider) + 1}";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var routes = new StringBuilder();
        for (var number = 1; number <= Supplies.Count; number++)
        {
            routes.Append($"  busy-m-{number}:\n    targets: [p{number}/busy]\n    retry: {{attempts: 1}}\n  broken-m-{number}:\n    targets: [p{number}/broken]\n");
        }

        Gateway = await GatewayOfDialects.StartAsync(Supplies, more: routes.ToString(), upstream: NoCircuit);
        Key = Gateway.CreateKey("clients");
        foreach (var host in Gateway.Hosts)
        {
            // Paced, so that a client that leaves does so in the middle.
            host.State.Behaviour = host.State.Behaviour with { TokensPerSecond = 200 };
            host.State.Faults.Set(new FaultPlan("rate_limited") { Match = new FaultMatch { Model = "busy" } });
            host.State.Faults.Set(new FaultPlan("cut_after_events") { Match = new FaultMatch { Model = "broken" }, Parameters = new JsonObject { ["after_events"] = 5 } });
        }
    }

    /// <summary>Null once so many clients have been seen to leave each provider in the middle of an answer, else where they were not.</summary>
    public async Task<string?> MissingLeaversAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        foreach (var (host, supply) in Gateway.Hosts.Zip(Supplies))
        {
            try
            {
                await host.State.WaitForCancelledAsync(count, patience.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                return $"{supply}: {host.State.Journal.ClientsGone} of {count} were seen to leave.";
            }
        }

        return null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
