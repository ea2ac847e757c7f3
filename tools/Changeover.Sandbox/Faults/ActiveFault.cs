using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Faults;

/// <summary>A plan that is set, and how far it has come.</summary>
public sealed class ActiveFault
{
    private readonly Random _chance;

    internal ActiveFault(FaultPlan plan) => (Plan, _chance) = (plan, new Random(plan.Seed));

    /// <summary>The plan.</summary>
    public FaultPlan Plan { get; }

    /// <summary>Matching requests since it was set.</summary>
    public int Seen { get; private set; }

    /// <summary>How often it was played.</summary>
    public int Played { get; private set; }

    /// <summary>It would strike a matching request now, chance aside.</summary>
    internal bool IsDue => Seen >= Plan.AfterRequests && (Plan.Count is not { } count || Played < count);

    internal bool Strikes(Exchange exchange)
    {
        if (!Plan.Match.Holds(exchange)) return false;
        var strikes = IsDue && _chance.NextDouble() < Plan.Probability;
        Seen++;
        if (strikes) Played++;
        return strikes;
    }
}
