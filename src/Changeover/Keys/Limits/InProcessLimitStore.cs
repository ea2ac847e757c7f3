namespace Changeover.Keys.Limits;

/// <summary>Counters of one process. Budgets are filled from the ledger when they are first asked for; rates begin anew at start.</summary>
/// <param name="ledger">What was spent before.</param>
/// <param name="time">For windows.</param>
public sealed class InProcessLimitStore(ILedger ledger, TimeProvider time) : ILimitStore, IBudgetCorrection
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public ValueTask<LimitVerdict> TakeAsync(Hold hold, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var charge in charges)
            {
                if (!CounterOf(charge.Counter, hold.At).HasRoom(charge.Amount, hold.At, now, out var retryAfter))
                {
                    return ValueTask.FromResult(new LimitVerdict(charge.Counter, retryAfter, States(charges, hold.At)));
                }
            }

            foreach (var charge in charges)
            {
                _counters[charge.Counter.Id].Take(charge.Amount, hold.At);
            }

            hold.Add(charges);
            return ValueTask.FromResult(LimitVerdict.Taken(States(charges, hold.At)));
        }
    }

    /// <inheritdoc />
    public ValueTask SettleAsync(Hold hold, Func<Charge, long> used)
    {
        lock (_gate)
        {
            if (hold.TrySettle())
            {
                foreach (var charge in hold.Charges)
                {
                    _counters[charge.Counter.Id].Settle(charge.Amount, used(charge), hold.At);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<CounterState> StateAsync(CounterDefinition counter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            return ValueTask.FromResult(CounterOf(counter, now).State(now));
        }
    }

    /// <inheritdoc />
    public void Correct(SpendCorrection correction, Func<string, long> inCurrency)
    {
        lock (_gate)
        {
            foreach (var counter in _counters.Values.Where(counter => counter.Definition is { Limit.Unit: LimitUnit.Money } budget && budget.Filter.Holds(correction) && counter.Knows < correction.Seq))
            {
                counter.Settle(0, inCurrency(counter.Definition.Limit.Currency!), correction.At);
                counter.Knows = correction.Seq;
            }
        }
    }

    private CounterState[] States(IReadOnlyList<Charge> charges, DateTimeOffset at) => [.. charges.Select(charge => CounterOf(charge.Counter, at).State(at))];

    private Counter CounterOf(CounterDefinition definition, DateTimeOffset at)
    {
        if (_counters.TryGetValue(definition.Id, out var counter))
        {
            counter.Define(definition);
            return counter;
        }

        counter = new Counter(definition);
        if (definition.Limit.Unit == LimitUnit.Money)
        {
            // A correction that comes between the two would be counted twice, or not at all.
            long spent;
            do
            {
                counter.Knows = ledger.LastCorrection();
                spent = ledger.Read(definition.Filter, definition.Limit.Currency!, Windows.Start(definition.Limit.Window, at), []).Spent;
            }
            while (counter.Knows != ledger.LastCorrection());
            counter.Fill(spent, at);
        }

        _counters.Add(definition.Id, counter);
        return counter;
    }
}
