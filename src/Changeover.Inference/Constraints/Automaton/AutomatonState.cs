namespace Changeover.Inference.Constraints.Automaton;

/// <summary>Every way in which the text so far can go on. Interned: the same ways are the same object.</summary>
/// <param name="tops">Stacks whose top waits for a byte.</param>
/// <param name="canEnd">The text so far is complete.</param>
internal sealed class AutomatonState(IReadOnlyList<StackFrame> tops, bool canEnd)
{
    private AutomatonState?[]? _after;
    private int _epoch;

    public IReadOnlyList<StackFrame> Tops => tops;

    public bool CanEnd => canEnd;

    /// <summary>Nothing can follow and nothing is complete.</summary>
    public bool IsDead { get; } = tops.Count == 0 && !canEnd;

    /// <summary>The text can only go on inside a tool call's prefix or suffix.</summary>
    public bool IsInMark => tops.Count > 0 && tops.All(top => top.Node.Part.IsMark);

    /// <summary>What is known to follow a byte; null = not worked out yet, or only in an epoch that is over.</summary>
    public AutomatonState? Known(byte value, int epoch) => epoch == _epoch ? _after?[value] : null;

    /// <summary>Notes what follows a byte, and with it every byte that the same stacks take.</summary>
    public void Learn(byte value, AutomatonState after, int epoch)
    {
        if (_after is null || epoch != _epoch)
        {
            (_after, _epoch) = (new AutomatonState?[256], epoch);
        }

        var alike = Enumerable.Repeat(true, 256).ToArray();
        foreach (var top in tops)
        {
            var takes = top.Takes(value);
            for (var other = 0; other < 256; other++)
            {
                alike[other] &= top.Takes((byte)other) == takes;
            }
        }

        for (var other = 0; other < 256; other++)
        {
            _after[other] = alike[other] ? after : _after[other];
        }
    }
}
