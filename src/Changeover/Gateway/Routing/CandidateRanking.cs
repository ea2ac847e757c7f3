using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Routing;

/// <summary>Ranks the targets of a route, best first. Chance comes in as a generator.</summary>
internal static class CandidateRanking
{
    /// <summary>Share of requests that a latency route spends on measuring another target than the fastest.</summary>
    private const double ExplorationShare = 0.05;

    /// <summary>Orders <paramref name="targets"/> in place.</summary>
    public static void Rank(RouteStrategy strategy, Span<TargetState> targets, Random random)
    {
        switch (strategy)
        {
            case RouteStrategy.Weighted:
                DrawByWeight(targets, random);
                break;
            case RouteStrategy.Latency:
                SortByLatency(targets, random);
                break;
        }
    }

    private static void DrawByWeight(Span<TargetState> targets, Random random)
    {
        for (var rest = targets; rest.Length > 1; rest = rest[1..])
        {
            double total = 0;
            foreach (var target in rest)
            {
                total += target.Model.Weight;
            }

            // Weight 0 means "only as a fallback": once only such targets are left, their written order holds.
            if (total <= 0)
            {
                return;
            }

            var ticket = random.NextDouble() * total;
            var drawn = 0;
            while ((ticket -= rest[drawn].Model.Weight) >= 0 && drawn < rest.Length - 1)
            {
                drawn++;
            }

            MoveToFront(rest, drawn);
        }
    }

    private static void SortByLatency(Span<TargetState> targets, Random random)
    {
        // A stable insertion sort: routes have a handful of targets. Unmeasured ones come first, so that they get measured.
        for (var i = 1; i < targets.Length; i++)
        {
            for (var j = i; j > 0 && Latency(targets[j]) < Latency(targets[j - 1]); j--)
            {
                (targets[j], targets[j - 1]) = (targets[j - 1], targets[j]);
            }
        }

        if (targets.Length > 1 && random.NextDouble() < ExplorationShare)
        {
            MoveToFront(targets, random.Next(1, targets.Length));
        }
    }

    private static double Latency(TargetState target) =>
        double.IsNaN(target.Health.FirstContentSeconds) ? -1 : target.Health.FirstContentSeconds;

    private static void MoveToFront(Span<TargetState> targets, int index)
    {
        var chosen = targets[index];
        targets[..index].CopyTo(targets[1..]);
        targets[0] = chosen;
    }
}
