using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Dialects.Responses;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;

namespace Changeover.Sandbox;

/// <summary>Everything that can be switched or read while the sandbox runs. Safe for concurrent use.</summary>
public sealed class SandboxState
{
    private readonly Behaviour _initial;
    internal Signal Signal { get; } = new();
    private volatile Behaviour _behaviour;
    private volatile IReadOnlyDictionary<string, string> _disguises = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What this sandbox signed.</summary>
    internal Seals Seals { get; } = new();

    /// <summary>The responses that OpenAI's Responses API keeps.</summary>
    internal ResponseStore Responses { get; } = new();

    internal SandboxState(SandboxOptions options)
    {
        _initial = _behaviour = options.Behaviour;
        Journal = new Journal(options.JournalCapacity, options.Time, Signal);
    }

    /// <summary>Faults that are set.</summary>
    public FaultBoard Faults { get; } = new();

    /// <summary>Requests received, and the bill.</summary>
    public Journal Journal { get; }

    /// <summary>How the healthy provider behaves from the next request on.</summary>
    /// <exception cref="ArgumentException">A value out of range.</exception>
    public Behaviour Behaviour
    {
        get => _behaviour;
        set => _behaviour = value.Fault() is { } fault ? throw new ArgumentException(fault, nameof(value)) : value;
    }

    /// <summary>Shown model name → model that really answers.</summary>
    public IReadOnlyDictionary<string, string> Disguises
    {
        get => _disguises;
        set => _disguises = value;
    }

    /// <summary>Returns once a client has gone away in the middle of an answer: that request.</summary>
    public Task<JournalEntry> WaitForCancelledAsync(CancellationToken cancellation) => WaitForCancelledAsync(1, cancellation);

    /// <summary>Returns once <paramref name="count"/> clients have gone away in the middle of an answer: the last of those requests.</summary>
    public async Task<JournalEntry> WaitForCancelledAsync(int count, CancellationToken cancellation)
    {
        await Signal.WaitUntilAsync(() => Journal.ClientsGone >= count, cancellation);
        return Journal.Entries.Last(entry => entry.Outcome == Outcome.ClientGone);
    }

    /// <summary>Returns once <paramref name="condition"/> holds; it is looked at after every request, every token made, every piece sent and every end.</summary>
    public Task WaitUntilAsync(Func<SandboxState, bool> condition, CancellationToken cancellation) =>
        Signal.WaitUntilAsync(() => condition(this), cancellation);

    /// <summary>Forgets faults, disguises, journal, bill and kept responses, and returns to the initial behaviour.</summary>
    public void Reset()
    {
        Faults.Clear();
        Journal.Clear();
        Responses.Clear();
        _behaviour = _initial;
        Disguises = new Dictionary<string, string>(StringComparer.Ordinal);
    }

    internal string HiddenModel(string model) => _disguises.GetValueOrDefault(model, model);
}
