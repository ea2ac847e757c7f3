using Changeover.Gateway.Recording;

namespace Changeover.Gateway.Hedging;

/// <summary>Step 6 for one try: an attempt and, where its first content is late, a second one beside it. Whoever has content first answers; the other is cancelled at once, and booked.</summary>
/// <param name="first">Not begun yet.</param>
/// <param name="hedge">null = it runs alone.</param>
internal sealed class AttemptRace(AttemptScope first, Hedge? hedge) : IAsyncDisposable
{
    private AttemptScope? _second;
    private bool _secondWins;

    /// <summary>Who has content, once <see cref="RunAsync"/> gave no failure.</summary>
    public AttemptScope Winner => _secondWins ? _second! : first;

    /// <summary>Runs up to the first content of either. null = it is there; else how the last of them failed.</summary>
    public async ValueTask<AttemptOutcome?> RunAsync()
    {
        var begun = first.BeginAsync();
        if (hedge is null || await hedge.BesideAsync(first) is not { } second)
        {
            return await begun is { } failure ? first.End(failure) : null;
        }

        _second = second;
        var (ahead, behind) = await Task.WhenAny(begun, second.BeginAsync()) == begun ? (first, second) : (second, first);
        if (await ahead.Begun is { } early)
        {
            ahead.End(early);
            _secondWins = behind == second;
            return await behind.Begun is { } late ? RepairOfFirst(behind, behind.End(late)) : null;
        }

        _secondWins = ahead == second;
        await behind.CancelAsync(AttemptOutcome.RaceLost);
        return null;
    }

    /// <summary>The client went away.</summary>
    public async Task LeaveAsync(AttemptOutcome outcome)
    {
        await first.CancelAsync(outcome);
        await (_second?.CancelAsync(outcome) ?? Task.CompletedTask);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await (_second?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The first target is not shown what is wrong with another's answer.</summary>
    private AttemptOutcome RepairOfFirst(AttemptScope failed, AttemptOutcome outcome) => failed == first ? outcome : outcome with { Repair = null };
}
