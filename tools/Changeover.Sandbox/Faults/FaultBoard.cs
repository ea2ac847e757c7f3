using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Faults;

/// <summary>The faults that are set. Of several that are due, the one set first is played. Safe for concurrent use.</summary>
public sealed class FaultBoard
{
    private readonly Lock _lock = new();
    private readonly List<ActiveFault> _active = [];

    /// <summary>Called with true when connections are to be refused, with false when they are to be taken again.</summary>
    internal Action<bool> RefuseConnections { get; set; } = _ => { };

    /// <summary>The faults that are set, oldest first.</summary>
    public IReadOnlyList<ActiveFault> Active
    {
        get { lock (_lock) return [.. _active]; }
    }

    /// <summary>Sets a fault; one of the same kind and match is replaced.</summary>
    /// <exception cref="ArgumentException">The plan cannot be played; the message lists every reason.</exception>
    public void Set(FaultPlan plan)
    {
        var faults = FaultPlanCheck.Faults(plan).ToList();
        if (faults.Count > 0) throw new ArgumentException(string.Join(' ', faults), nameof(plan));
        Change(active =>
        {
            active.RemoveAll(fault => fault.Plan.Kind == plan.Kind && fault.Plan.Match == plan.Match);
            active.Add(new ActiveFault(plan));
        });
    }

    /// <summary>Sets a fault with its defaults.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public void Set(string kind) => Set(new FaultPlan(kind));

    /// <summary>Removes every fault.</summary>
    public void Clear() => Change(active => active.Clear());

    /// <summary>Removes the faults of one kind.</summary>
    public void Clear(string kind) => Change(active => active.RemoveAll(fault => fault.Plan.Kind == kind));

    /// <summary>The plan to play on this request; null = answer healthily. Every fault that matches counts the request.</summary>
    internal FaultPlan? Next(Exchange exchange)
    {
        FaultPlan? next = null;
        Change(active => next = active.Where(fault => fault.Strikes(exchange)).ToList().FirstOrDefault()?.Plan);
        return next;
    }

    private void Change(Action<List<ActiveFault>> change)
    {
        lock (_lock)
        {
            change(_active);
            RefuseConnections(_active.Exists(fault => fault.Plan.Kind == ConnectionFaults.Refused && fault.IsDue));
        }
    }
}
