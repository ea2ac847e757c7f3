namespace Changeover.Keys.Limits;

/// <summary>The reservation of one request: what it has taken at which counter. Used by one thread at a time.</summary>
/// <param name="id">Id of the request.</param>
/// <param name="at">Arrival of the request: its windows are those of that instant, whenever it ends.</param>
public sealed class Hold(string id, DateTimeOffset at)
{
    private readonly List<Charge> _charges = [];

    /// <summary>Id of the request.</summary>
    public string Id => id;

    /// <summary>Arrival of the request.</summary>
    public DateTimeOffset At => at;

    /// <summary>What is held, one per counter.</summary>
    public IReadOnlyList<Charge> Charges => _charges;

    /// <summary>It was settled; nothing more can be taken.</summary>
    public bool IsSettled { get; private set; }


    /// <summary>What is held at a counter.</summary>
    public long Held(CounterDefinition counter) => _charges.Find(charge => charge.Counter?.Id == counter.Id).Amount;

    /// <summary>The store has taken these.</summary>
    internal void Add(IReadOnlyList<Charge> charges)
    {
        foreach (var charge in charges)
        {
            var index = _charges.FindIndex(held => held.Counter.Id == charge.Counter.Id);
            if (index < 0)
            {
                _charges.Add(charge);
            }
            else
            {
                _charges[index] = charge with { Amount = _charges[index].Amount + charge.Amount };
            }
        }
    }

    /// <summary>True for the first call only.</summary>
    internal bool TrySettle()
    {
        var first = !IsSettled;
        IsSettled = true;
        return first;
    }
}
