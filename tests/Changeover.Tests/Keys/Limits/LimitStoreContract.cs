using Changeover.Keys.Limits;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Keys.Limits;

/// <summary>What every store of counters does, wherever it keeps them.</summary>
public abstract class LimitStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly Spending _spent = new();
    private readonly Lazy<ILimitStore> _made;
    private int _holds;

    protected LimitStoreContract() => _made = new(() => NewStore(_spent, _time));

    private ILimitStore Store => _made.Value;

    /// <summary>Samples of a property, and how many at once.</summary>
    protected virtual (int Iterations, int Threads) Samples => (100, 2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_used_comes_back()
    {
        var budget = Counter("1 USD per day");
        var hold = Hold();
        Assert.True((await Take(hold, (budget, Limit.Nano))).IsTaken);
        var refused = await Take(Hold(), (budget, 1));
        Assert.Equal((budget, TimeSpan.FromSeconds(1)), (refused.Refusing, refused.RetryAfter));
        await Store.SettleAsync(hold, Spent(400_000_000));
        Assert.True((await Take(Hold(), (budget, 600_000_000))).IsTaken);
        Assert.False((await Take(Hold(), (budget, 1))).IsTaken);
        Assert.Equal((Limit.Nano, 600_000_000), await Standing(budget));
    }

    [Fact]
    public async Task All_charges_are_taken_or_none()
    {
        var (rate, budget) = (Counter("10 requests per minute"), Counter("1 USD per day"));
        Assert.Equal(budget, (await Take(Hold(), (rate, 1), (budget, Limit.Nano + 1))).Refusing);
        Assert.Equal((0, 0), await Standing(rate));
    }

    [Fact]
    public async Task What_can_never_fit_has_no_time_to_wait() =>
        Assert.Null((await Take(Hold(), (Counter("1 USD per day"), Limit.Nano + 1))).RetryAfter);

    [Fact]
    public async Task A_budget_that_is_spent_comes_back_with_the_next_day()
    {
        var budget = Counter("1 USD per day");
        var hold = Hold();
        await Take(hold, (budget, Limit.Nano));
        await Store.SettleAsync(hold, Spent(Limit.Nano));
        Assert.Equal(TimeSpan.FromHours(12), (await Take(Hold(), (budget, 1))).RetryAfter);
        _time.Advance(TimeSpan.FromHours(12));
        Assert.True((await Take(Hold(), (budget, Limit.Nano))).IsTaken);
    }

    [Fact]
    public async Task A_request_is_booked_in_the_window_that_it_came_in()
    {
        var budget = Counter("1 USD per month");
        var hold = Hold();
        await Take(hold, (budget, 100));
        _time.Advance(TimeSpan.FromDays(10)); // into December
        Assert.False((await Take(hold, (budget, Limit.Nano))).IsTaken);
        Assert.True((await Take(hold, (budget, Limit.Nano - 100))).IsTaken);
        await Store.SettleAsync(hold, Spent(Limit.Nano));
        Assert.Equal((0, 0), await Standing(budget));
        Assert.True((await Take(Hold(), (budget, Limit.Nano))).IsTaken);
    }

    [Fact]
    public async Task A_place_among_the_streams_is_free_when_its_request_ends()
    {
        var streams = Counter("2 streams");
        Hold[] holds = [Hold(), Hold()];
        foreach (var hold in holds)
        {
            Assert.True((await Take(hold, (streams, 1))).IsTaken);
        }

        Assert.False((await Take(Hold(), (streams, 1))).IsTaken);
        await Store.SettleAsync(holds[0], Spent(0));
        await Store.SettleAsync(holds[0], Spent(0));
        Assert.True((await Take(Hold(), (streams, 1))).IsTaken);
        Assert.False((await Take(Hold(), (streams, 1))).IsTaken);
    }

    [Fact]
    public async Task A_budget_knows_what_was_spent_before_the_start()
    {
        _spent.Amount = 900_000_000;
        var budget = Counter("1 USD per month");
        Assert.False((await Take(Hold(), (budget, 100_000_001))).IsTaken);
        Assert.True((await Take(Hold(), (budget, 100_000_000))).IsTaken);
        Assert.Equal(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), _spent.Since);
    }

    /// <summary>Nano-units beyond 2^53, where a double has no more single digits.</summary>
    [Fact]
    public async Task A_large_budget_is_counted_to_the_last_nano_unit()
    {
        var budget = Counter("999999999.999999999 JPY per month");
        var half = budget.Limit.Amount / 2;
        Assert.True((await Take(Hold(), (budget, half))).IsTaken);
        Assert.False((await Take(Hold(), (budget, budget.Limit.Amount - half + 1))).IsTaken);
        Assert.True((await Take(Hold(), (budget, budget.Limit.Amount - half))).IsTaken);
        Assert.False((await Take(Hold(), (budget, 1))).IsTaken);
        Assert.Equal((budget.Limit.Amount, budget.Limit.Amount), await Standing(budget));
    }

    [Theory]
    [InlineData(LimitShape.Sliding, 61)]
    [InlineData(LimitShape.Fixed, 60)]
    public async Task A_window_is_whole_again_when_it_is_past(LimitShape shape, int seconds)
    {
        var rate = Counter("5 tokens per minute") with { Shape = shape };
        var hold = Hold();
        await Take(hold, (rate, 5));
        await Store.SettleAsync(hold, Spent(3));
        Assert.Equal((3, 0), await Standing(rate));
        var refused = await Take(Hold(), (rate, 3));
        Assert.Equal((rate, TimeSpan.FromSeconds(seconds)), (refused.Refusing, refused.RetryAfter));
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True((await Take(Hold(), (rate, 5))).IsTaken);
        Assert.Equal((5, 5), await Standing(rate));
    }

    [Fact]
    public async Task A_limit_that_is_raised_goes_on_with_what_was_used()
    {
        var counter = Counter("2 requests per minute");
        await Take(Hold(), (counter, 2));
        Assert.False((await Take(Hold(), (counter, 1))).IsTaken);
        Assert.True((await Take(Hold(), (counter with { Limit = Limit.Parse("3 requests per minute")! }, 1))).IsTaken);
    }

    /// <summary>Whatever the order of arrivals: in no span of a window's length is more admitted than the limit, and an idle window is whole again.</summary>
    [Fact]
    public void A_sliding_window_never_lets_more_through() => Gen.Int[0, 5_000].Array[1, 120].Sample(pauses =>
    {
        var time = new FakeTimeProvider(Noon);
        var store = NewStore(_spent, time);
        var counter = Counter("7 requests per second");
        var admitted = new List<DateTimeOffset>();
        foreach (var pause in pauses)
        {
            time.Advance(TimeSpan.FromMilliseconds(pause / 20.0));
            if (store.TakeAsync(new Hold(NewId(), time.GetUtcNow()), [new Charge(counter, 1)], Cancellation).AsTask().Result.IsTaken)
            {
                admitted.Add(time.GetUtcNow());
            }
        }

        Assert.All(admitted, first => Assert.InRange(admitted.Count(other => other >= first && other < first + TimeSpan.FromSeconds(1)), 1, 7));
        time.Advance(TimeSpan.FromSeconds(1 + 1 / 30.0));
        Assert.Equal(0, store.StateAsync(counter, Cancellation).AsTask().Result.Value);
    }, iter: Samples.Iterations, threads: Samples.Threads);

    /// <summary>Waiting as long as the refusal says is enough.</summary>
    [Fact]
    public void Whoever_waits_as_told_gets_in() => Gen.Select(Gen.Int[0, 900].Array[1, 40], Gen.Int[1, 5]).Sample((pauses, size) =>
    {
        var time = new FakeTimeProvider(Noon);
        var store = NewStore(_spent, time);
        var counter = Counter("5 requests per minute");
        foreach (var pause in pauses)
        {
            time.Advance(TimeSpan.FromMilliseconds(pause));
            var verdict = Ask(1);
            if (verdict.IsTaken)
            {
                continue;
            }

            verdict = Ask(size);
            time.Advance(verdict.RetryAfter!.Value);
            Assert.True(Ask(size).IsTaken);
        }

        LimitVerdict Ask(int amount)
        {
            var hold = new Hold(NewId(), time.GetUtcNow());
            var verdict = store.TakeAsync(hold, [new Charge(counter, amount)], Cancellation).AsTask().Result;
            store.SettleAsync(hold, charge => charge.Amount).AsTask().Wait();
            return verdict;
        }
    }, iter: Samples.Iterations, threads: Samples.Threads);

    /// <summary>Many at once, each using less than it reserved: never over the limit, and in the end exactly what was used.</summary>
    [Fact]
    public async Task A_thousand_at_once_never_spend_more_than_there_is()
    {
        var budget = Counter("1 USD per day");
        const long Worst = 7_000_000, True = 3_000_000;
        long spent = 0;
        int refused = 0;
        await Parallel.ForAsync(0, 1000, Cancellation, async (_, cancellation) =>
        {
            var hold = Hold();
            if (!(await Store.TakeAsync(hold, [new Charge(budget, Worst)], cancellation)).IsTaken)
            {
                Interlocked.Increment(ref refused);
                return;
            }

            await Task.Yield();
            Interlocked.Add(ref spent, True);
            await Store.SettleAsync(hold, Spent(True));
        });
        Assert.InRange(spent, 1, Limit.Nano);
        Assert.InRange(refused, 1, 999);
        Assert.Equal((spent, 0), await Standing(budget));

        // Nothing is under way any more: whatever fits is let in.
        while (Limit.Nano - spent >= Worst)
        {
            var hold = Hold();
            Assert.True((await Take(hold, (budget, Worst))).IsTaken);
            await Store.SettleAsync(hold, Spent(True));
            spent += True;
        }
    }

    private static CounterDefinition Counter(string limit)
    {
        var parsed = Limit.Parse(limit)!;
        return new CounterDefinition
        {
            Id = parsed.Kind,
            Rule = "r",
            Limit = parsed,
            Shape = parsed.Unit is LimitUnit.Money or LimitUnit.Streams ? LimitShape.Fixed : LimitShape.Sliding,
            Unpriced = UnpricedRule.Refuse,
            Filter = new SpendFilter(null, null, null),
        };
    }

    private static Func<Charge, long> Spent(long amount) => _ => amount;

    /// <summary>A store that knows nothing yet.</summary>
    protected abstract ILimitStore NewStore(ILedger ledger, TimeProvider time);

    private string NewId() => $"r{Interlocked.Increment(ref _holds)}";

    private Hold Hold() => new(NewId(), _time.GetUtcNow());

    private ValueTask<LimitVerdict> Take(Hold hold, params (CounterDefinition Counter, long Amount)[] charges) =>
        Store.TakeAsync(hold, [.. charges.Select(charge => new Charge(charge.Counter, charge.Amount))], Cancellation);

    private async Task<(long Value, long Held)> Standing(CounterDefinition counter)
    {
        var state = await Store.StateAsync(counter, Cancellation);
        return (state.Value, state.Held);
    }

    private sealed class Spending : ILedger
    {
        public long Amount { get; set; }

        public DateTime Since { get; private set; }

        public LedgerReading Read(SpendFilter filter, string currency, DateTime since, IReadOnlyCollection<string> requests)
        {
            Since = since;
            return new(Amount, []);
        }
    }
}
