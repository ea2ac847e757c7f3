using Changeover.Gateway.Pricing;
using Changeover.Gateway.Routing;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Tests.Gateway.Routing;

public sealed class CandidateRankingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Order_keeps_the_written_order()
    {
        var targets = Targets(("a", 1), ("b", 1), ("c", 1));
        CandidateRanking.Rank(RouteStrategy.Order, targets, new Random(1));
        Assert.Equal(["a", "b", "c"], Names(targets));
    }

    [Fact]
    public void Weights_decide_the_share_of_first_places()
    {
        var random = new Random(7);
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 0, ["b"] = 0, ["never"] = 0 };
        for (var i = 0; i < 10_000; i++)
        {
            var targets = Targets(("a", 3), ("b", 1), ("never", 0));
            CandidateRanking.Rank(RouteStrategy.Weighted, targets, random);
            firsts[targets[0].Model.RequestModel]++;
            Assert.Equal("never", targets[2].Model.RequestModel);
        }

        // Binomial, n = 10,000, p = 0.75: four standard deviations are 173.
        Assert.InRange(firsts["a"], 7_327, 7_673);
        Assert.Equal(0, firsts["never"]);
    }

    [Fact]
    public void Latency_puts_the_fastest_first_and_unmeasured_targets_before_it()
    {
        var targets = Targets(("slow", 1), ("fast", 1), ("new", 1));
        targets[0].Health.Succeeded(Now, TimeSpan.FromSeconds(2));
        targets[1].Health.Succeeded(Now, TimeSpan.FromSeconds(1));
        CandidateRanking.Rank(RouteStrategy.Latency, targets, new Always(0.5));
        Assert.Equal(["new", "fast", "slow"], Names(targets));
    }

    [Fact]
    public void Latency_spends_a_share_on_measuring_the_others()
    {
        var targets = Targets(("slow", 1), ("fast", 1));
        targets[0].Health.Succeeded(Now, TimeSpan.FromSeconds(2));
        targets[1].Health.Succeeded(Now, TimeSpan.FromSeconds(1));
        CandidateRanking.Rank(RouteStrategy.Latency, targets, new Always(0.01));
        Assert.Equal(["slow", "fast"], Names(targets));
    }

    [Fact]
    public void Every_ranking_is_a_permutation()
    {
        var random = new Random(11);
        foreach (var strategy in Enum.GetValues<RouteStrategy>())
        {
            for (var i = 0; i < 1_000; i++)
            {
                var targets = Targets(("a", random.Next(3)), ("b", random.Next(3)), ("c", random.Next(3)), ("d", random.Next(3)));
                CandidateRanking.Rank(strategy, targets, random);
                Assert.Equal(["a", "b", "c", "d"], Names(targets).Order());
            }
        }
    }

    private static string[] Names(TargetState[] targets) => [.. targets.Select(target => target.Model.RequestModel)];

    private static TargetState[] Targets(params (string Name, double Weight)[] models)
    {
        var upstream = new UpstreamModel
        {
            Name = "upstream",
            Fingerprint = "upstream",
            Config = new UpstreamConfig { Provider = "test" },
            Provider = new Provider { Name = "test" },
            BaseUrl = new Uri("http://127.0.0.1:1/v1/"),
            Credential = null,
            Headers = [],
        };
        var state = new UpstreamState(upstream, new HttpUpstream(upstream, TimeProvider.System, CancellationToken.None));
        return [.. models.Select(model => new TargetState(new TargetModel(upstream, model.Name, model.Weight), state, UnpricedDesk.Instance, accessPlace: 0))];
    }

    private sealed class Always(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
