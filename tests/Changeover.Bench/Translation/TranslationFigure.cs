using System.Runtime.CompilerServices;
using Changeover.Bench.Figures;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;

namespace Changeover.Bench.Translation;

/// <summary>
/// Every client at every provider through the gateway, 50 streams of 100 chunks at a time: as fast as they go, and at one chunk per 5 ms each.
/// What counts is the gateway's own processor time per chunk, over that of its relay (OpenAI to OpenAI) in front of the same group.
/// </summary>
internal sealed class TranslationFigure : IFigure
{
    private const string Relay = "relay";
    private const double Most = 2;
    private static readonly ProviderWords[] Providers = [.. ProviderWords.All.Where(provider => provider.Kind is not null)];

    /// <inheritdoc />
    public string Name => "translation";

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var grid = await DialectGrid.StartAsync(cancellationToken);
        foreach (var (client, provider) in Pairs())
        {
            await ReadAsync(grid, client, provider, paced: false, plan.WarmUp / 8, cancellationToken);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var (provider, paced) in from paced in new[] { false, true } from provider in Providers select (provider, paced))
            {
                var relay = await ReadAsync(grid, ClientWords.Of("chat"), ProviderWords.Of("chat"), paced, plan.Reading / 8, cancellationToken);
                yield return new Reading(Quantity(provider, paced), "µs", Relay, round, relay);
                foreach (var (client, _) in Pairs().Where(pair => pair.Provider == provider))
                {
                    yield return new Reading(Quantity(provider, paced), "µs", client.Name, round, await ReadAsync(grid, client, provider, paced, plan.Reading / 8, cancellationToken));
                }
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings) =>
        from paced in new[] { false, true }
        from pair in Pairs()
        let ratio = readings.Ratio(Quantity(pair.Provider, paced), pair.Client.Name, Relay)
        select new Conclusion($"{(paced ? "paced" : "saturated")}, {pair.Client.Name} at {pair.Provider.Name}: processor time per chunk against the relay", $"≤ {Most}×", ratio, "{0:F2}×", ratio.Value <= Most);

    private static IEnumerable<(ClientWords Client, ProviderWords Provider)> Pairs() =>
        from provider in Providers from client in ClientWords.All where (client.Name, provider.Name) != ("chat", "chat") select (client, provider);

    private static string Quantity(ProviderWords provider, bool paced) => $"processor time per {(paced ? "paced" : "saturated")} chunk from {provider.Name}";

    /// <returns>The gateway's processor time per chunk, microseconds.</returns>
    private static async Task<double> ReadAsync(DialectGrid grid, ClientWords client, ProviderWords provider, bool paced, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var load = new DialectLoad(grid, client, provider, paced);
        var before = ProcFs.ProcessorTime(grid.ProcessId);
        var chunks = await load.RunAsync(Plan.Connections, duration, cancellationToken);
        return (ProcFs.ProcessorTime(grid.ProcessId) - before).TotalMicroseconds / chunks;
    }
}
