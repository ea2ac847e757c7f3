using Changeover.Gateway.Pricing;
using Changeover.Gateway.Queueing;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Gateway.Hedging;

/// <summary>The one second attempt that a request may have: after which time, at which target, and whether it is worth its price. It is its target's only try.</summary>
internal sealed class Hedge
{
    /// <summary>Hedges that a route can save up, and has at the start.</summary>
    public const int Saved = 10;

    private readonly Exchange _exchange;
    private readonly HedgeConfig _config;
    private readonly RetryBudget _share;
    private readonly TargetState[] _candidates;
    private readonly Entrance _entrance;
    private readonly TimeProvider _time;

    private Hedge(Exchange exchange, HedgeConfig config, RetryBudget share, TargetState[] candidates, Entrance entrance, TimeProvider time)
    {
        _exchange = exchange;
        _config = config;
        _share = share;
        _candidates = candidates;
        _entrance = entrance;
        _time = time;
    }

    /// <summary>Where the second attempt went; null = there was none.</summary>
    public TargetState? Target { get; private set; }

    /// <summary>null = the route does not hedge. What is passed through unread never is: nobody knows what asking twice does.</summary>
    public static Hedge? Of(Exchange exchange, TargetState[] candidates, Entrance entrance, TimeProvider time)
    {
        if (exchange.Route!.Config.Hedge is not { } config || exchange.Operation == Operation.PassThrough)
        {
            return null;
        }

        var share = exchange.Runtime.Hedges[exchange.Route.Name];
        share.Earn();
        return new Hedge(exchange, config, share, candidates, entrance, time);
    }

    /// <summary>Waits as long as the first attempt may take; then a second one, not begun yet. null = the first has begun to answer or failed meanwhile, or no other target may be asked.</summary>
    public async ValueTask<AttemptScope?> BesideAsync(AttemptScope first)
    {
        if (Target is not null || DelayOf(first.Target) is not { } delay)
        {
            return null;
        }

        // A timer is no failure here, and a failure is the race's to see.
        await ((Task)first.Begun).WaitAsync(delay, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first.Begun.IsCompleted ? null : await ChooseAsync(first.Target);
    }

    private TimeSpan? DelayOf(TargetState target) => _config.After switch
    {
        { Fixed: { } time } => time,
        { Percentile: { } percentile } => target.Health.Times.Percentile(percentile, _exchange.Outline!.Stream),
        _ => null,
    };

    /// <summary>The best of the targets behind the first one that is well, cheap enough, has a place, and has room in the budgets beside what the first may still cost.</summary>
    private async ValueTask<AttemptScope?> ChooseAsync(TargetState first)
    {
        foreach (var target in _candidates.SkipWhile(candidate => candidate != first).Skip(1).Where(MayHedge))
        {
            if (!_share.TrySpend())
            {
                return null;
            }

            if (await _entrance.EnterBesideAsync(_exchange, target) is { } place)
            {
                Target = target;
                return new AttemptScope(_exchange, target, _time, place) { IsHedge = true };
            }
        }

        return null;
    }

    private bool MayHedge(TargetState target) => target.Health.StateAt(_time.GetUtcNow()) == CircuitState.Closed && (_config.MaxCost is not { } most || Costs(target, most.Currency) <= most.NanoUnits);

    /// <summary>At worst, in nano-units; null = nobody knows.</summary>
    private long? Costs(TargetState target, string currency) => _exchange.Bounds.Output is { } output
        ? _exchange.Runtime.Prices.Convert(target.Prices.Ceiling(CallFacts.Of(_exchange, _exchange.StartedAt), _exchange.Bounds.Input, output), currency, _exchange.StartedAt).Cost?.NanoUnits
        : null;
}
