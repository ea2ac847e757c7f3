namespace Changeover.Inference.Constraints.Automaton;

/// <summary>Runs a grammar byte by byte over all its stacks at once, and remembers every step, so that a step seen before is one look-up. Not thread-safe.</summary>
internal sealed class PushdownAutomaton
{
    // A state remembers 256 followers: 2 KB. When there are too many, an epoch ends and everything is worked out afresh.
    private const int StateLimit = 4096;
    private const int FrameLimit = 200_000;

    private readonly Dictionary<(GrammarNode, StackFrame?), StackFrame> _frames = [];
    private readonly Dictionary<string, AutomatonState> _states = [];
    private int _lastFrame;
    private int _epoch;

    public PushdownAutomaton(GrammarRule root)
    {
        var tops = new SortedDictionary<int, StackFrame>();
        var canEnd = false;
        Expand(root, null, tops, [], ref canEnd);
        Start = Intern(tops, canEnd);
    }

    public AutomatonState Start { get; }

    /// <summary>The state after some bytes; null where they are not allowed. With <paramref name="marksOnly"/> they must lie in a tool call's prefix or suffix.</summary>
    public AutomatonState? After(AutomatonState state, ReadOnlySpan<byte> bytes, bool marksOnly)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        foreach (var value in bytes)
        {
            if (marksOnly && !state.IsInMark)
            {
                return null;
            }

            state = After(state, value);
            if (state.IsDead)
            {
                return null;
            }
        }

        return state;
    }

    /// <summary>The state after one byte, dead where the byte is not allowed.</summary>
    public AutomatonState After(AutomatonState state, byte value)
    {
        if (state.Known(value, _epoch) is { } known)
        {
            return known;
        }

        var tops = new SortedDictionary<int, StackFrame>();
        var canEnd = false;
        var seen = new HashSet<(GrammarNode?, StackFrame?)>();
        foreach (var top in state.Tops.Where(top => top.Takes(value)))
        {
            Expand(top.Node.Next, top.Parent, tops, seen, ref canEnd);
        }

        var after = Intern(tops, canEnd);
        state.Learn(value, after, _epoch);
        return after;
    }

    /// <summary>Follows everything that needs no byte, down to the positions that wait for one.</summary>
    private void Expand(GrammarNode? node, StackFrame? parent, SortedDictionary<int, StackFrame> tops, HashSet<(GrammarNode?, StackFrame?)> seen, ref bool canEnd)
    {
        while (node is null && parent is not null)
        {
            (node, parent) = (parent.Node, parent.Parent);
        }

        if (!seen.Add((node, parent)))
        {
            return;
        }

        if (node is null)
        {
            canEnd = true;
        }
        else if (node.Part.Rule is { } rule)
        {
            // A last call leaves nothing to come back to; that is what keeps loops from growing the stack.
            Expand(rule, node.Next is null ? parent : Intern(node.Next, parent), tops, seen, ref canEnd);
        }
        else
        {
            var frame = Intern(node, parent);
            tops[frame.Id] = frame;
        }
    }

    private void Expand(GrammarRule rule, StackFrame? parent, SortedDictionary<int, StackFrame> tops, HashSet<(GrammarNode?, StackFrame?)> seen, ref bool canEnd)
    {
        foreach (var alternative in rule.Alternatives)
        {
            Expand(alternative, parent, tops, seen, ref canEnd);
        }
    }

    private StackFrame Intern(GrammarNode node, StackFrame? parent)
    {
        if (!_frames.TryGetValue((node, parent), out var frame))
        {
            frame = new StackFrame(_lastFrame++, node, parent);
            _frames.Add((node, parent), frame);
        }

        return frame;
    }

    private AutomatonState Intern(SortedDictionary<int, StackFrame> tops, bool canEnd)
    {
        var key = $"{canEnd}:{string.Join(',', tops.Keys)}";
        if (!_states.TryGetValue(key, out var state))
        {
            if (_states.Count >= StateLimit || _frames.Count >= FrameLimit)
            {
                _states.Clear();
                _frames.Clear();
                _epoch++;
            }

            state = new AutomatonState([.. tops.Values], canEnd);
            _states.Add(key, state);
        }

        return state;
    }
}
