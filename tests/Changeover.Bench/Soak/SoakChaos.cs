using Changeover.Sandbox.Faults;

namespace Changeover.Bench.Soak;

/// <summary>What goes wrong meanwhile: each fault has its turn at the first provider, gateways are killed or ended and started again, and Redis loses its memory.</summary>
internal sealed class SoakChaos(SoakGroup group, SoakPlan plan, TimeProvider time)
{
    /// <summary>The fault that is being played; null = the first provider is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gateways killed with <c>kill -9</c>.</summary>
    public int Kills { get; private set; }

    /// <summary>Gateways ended in order.</summary>
    public int Ends { get; private set; }

    /// <summary>Plays until it is told to stop, and leaves everything up and well.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(PlayFaultsAsync(stop), EndNodesAsync(stop), EmptyRedisAsync(stop), WatchAsync(stop));

    private async Task PlayFaultsAsync(CancellationToken stop)
    {
        foreach (var kind in plan.Faults)
        {
            group.First.State.Faults.Set(new FaultPlan(kind));
            Fault = kind;
            var ended = await PauseAsync(plan.Turn * SoakPlan.Faulty, stop);
            group.First.State.Faults.Clear();
            Fault = null;
            if (ended || await PauseAsync(plan.Turn * (1 - SoakPlan.Faulty), stop))
            {
                return;
            }
        }
    }

    private async Task EndNodesAsync(CancellationToken stop)
    {
        for (var turn = 0; !await PauseAsync(SoakPlan.BetweenEnds, stop); turn++)
        {
            var node = group.Nodes[1 + turn / 2 % (group.Nodes.Count - 1)];
            if (turn % 2 == 0)
            {
                await node.KillAsync();
                Kills++;
                await Task.Delay(SoakPlan.Missing, time, CancellationToken.None);
            }
            else
            {
                await node.EndAsync(CancellationToken.None);
                Ends++;
            }

            await node.StartAsync(CancellationToken.None);
        }
    }

    /// <summary>Once, in the middle: it is gone for a moment, and has forgotten everything when it comes back.</summary>
    private async Task EmptyRedisAsync(CancellationToken stop)
    {
        if (!await PauseAsync(plan.Duration / 2, stop))
        {
            await group.Redis.KillAsync();
            await Task.Delay(SoakPlan.Missing, time, CancellationToken.None);
            await group.Redis.StartAgainAsync();
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        while (!await PauseAsync(TimeSpan.FromMilliseconds(100), stop))
        {
            await Task.WhenAll(group.Nodes.Select(node => node.LooksReadyAsync(CancellationToken.None)));
        }
    }

    /// <summary>True = told to stop.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return stop.IsCancellationRequested;
    }
}
