using Changeover.Inference.Tokens;

namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A vocabulary as a tree of bytes, laid out in the order of a walk, so that one pass finds every allowed token and skips what a dead byte rules out.</summary>
internal sealed class TokenTrie
{
    private readonly Step[] _steps;
    private readonly List<(int Id, byte[] Bytes)> _special = [];
    private readonly int _longest;

    public TokenTrie(TokenTable table)
    {
        var words = new List<(int Id, byte[] Bytes)>();
        for (var id = 0; id < table.Count; id++)
        {
            if (table.Bytes(id).Length > 0)
            {
                (table.IsSpecial(id) ? _special : words).Add((id, table.Bytes(id).ToArray()));
            }
        }

        words.Sort((left, right) => left.Bytes.AsSpan().SequenceCompareTo(right.Bytes));
        var steps = new List<Step>();
        var open = new List<Step>();
        var previous = Array.Empty<byte>();
        foreach (var (id, bytes) in words)
        {
            Close(open, bytes.AsSpan().CommonPrefixLength(previous), steps.Count);
            while (open.Count < bytes.Length)
            {
                open.Add(new Step(bytes[open.Count], open.Count));
                steps.Add(open[^1]);
            }

            open[^1].Tokens = [.. open[^1].Tokens, id];
            _longest = Math.Max(_longest, bytes.Length);
            previous = bytes;
        }

        Close(open, 0, steps.Count);
        _steps = [.. steps];
    }

    /// <summary>Allows every token that can follow <paramref name="state"/>.</summary>
    public void Fill(PushdownAutomaton automaton, AutomatonState state, TokenMask mask)
    {
        var path = new AutomatonState[_longest + 1];
        path[0] = state;
        for (var i = 0; i < _steps.Length;)
        {
            var step = _steps[i];
            var after = automaton.After(path[step.Depth], step.Value);
            if (after.IsDead)
            {
                i = step.End;
                continue;
            }

            path[step.Depth + 1] = after;
            foreach (var token in step.Tokens)
            {
                mask.Allow(token);
            }

            i++;
        }

        foreach (var (id, bytes) in _special)
        {
            if (automaton.After(state, bytes, marksOnly: true) is not null)
            {
                mask.Allow(id);
            }
        }
    }

    private static void Close(List<Step> open, int depth, int end)
    {
        while (open.Count > depth)
        {
            open[^1].End = end;
            open.RemoveAt(open.Count - 1);
        }
    }

    /// <summary>One byte of the tree, in the order of the walk.</summary>
    private sealed class Step(byte value, int depth)
    {
        public byte Value => value;

        public int Depth => depth;

        /// <summary>Where the walk goes on if this byte is not allowed.</summary>
        public int End { get; set; }

        /// <summary>Tokens that end with this byte.</summary>
        public int[] Tokens { get; set; } = [];
    }
}
