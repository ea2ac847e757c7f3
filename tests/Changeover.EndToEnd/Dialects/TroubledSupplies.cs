using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Dialects;

/// <summary>A gateway whose route <c>m-1</c> is answered by the first supply, <c>busy-m-1</c> by the same one with too many requests, and <c>broken-m-1</c> by the same one breaking off.</summary>
internal static class TroubledSupplies
{
    /// <summary>A circuit would answer in the provider's place.</summary>
    private const string NoCircuit = "    breaker: {failures: 10000}\n";

    /// <summary>Starts it.</summary>
    public static async Task<GatewayOfDialects> StartAsync(IReadOnlyList<Supply> supplies)
    {
        var routes = new StringBuilder();
        for (var number = 1; number <= supplies.Count; number++)
        {
            routes.Append($"  busy-m-{number}:\n    targets: [p{number}/busy]\n    retry: {{attempts: 1}}\n  broken-m-{number}:\n    targets: [p{number}/broken]\n");
        }

        var gateway = await GatewayOfDialects.StartAsync(supplies, more: routes.ToString(), upstream: NoCircuit);
        foreach (var host in gateway.Hosts)
        {
            // Paced, so that a client that leaves does so in the middle.
            host.State.Behaviour = host.State.Behaviour with { TokensPerSecond = 200 };
            host.State.Faults.Set(new FaultPlan("rate_limited") { Match = new FaultMatch { Model = "busy" } });
            host.State.Faults.Set(new FaultPlan("cut_after_events") { Match = new FaultMatch { Model = "broken" }, Parameters = new JsonObject { ["after_events"] = 5 } });
        }

        return gateway;
    }
}
