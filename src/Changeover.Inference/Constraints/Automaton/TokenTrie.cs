using Changeover.Inference.Tokens;

namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A vocabulary as a tree of bytes, laid out in the order of a walk, so that one pass finds every allowed token and skips what a dead byte rules out.</summary>
internal sealed class TokenTrie
{
    private readonly List<byte> _bytes = [];
    private readonly List<int> _depths = [];
    private readonly List<int> _ends = [];
    private readonly List<List<int>?> _tokens = [];
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
        var open = new List<int>();
        var previous = Array.Empty<byte>();
        foreach (var (id, bytes) in words)
        {
            Close(open, bytes.AsSpan().CommonPrefixLength(previous));
            while (open.Count < bytes.Length)
            {
                _bytes.Add(bytes[open.Count]);
                _depths.Add(open.Count);
                _ends.Add(0);
                _tokens.Add(null);
                open.Add(_bytes.Count - 1);
            }

            (_tokens[open[^1]] ??= []).Add(id);
            _longest = Math.Max(_longest, bytes.Length);
            previous = bytes;
        }

        Close(open, 0);
    }

    /// <summary>Allows every token that can follow <paramref name="state"/>.</summary>
    public void Fill(PushdownAutomaton automaton, AutomatonState state, TokenMask mask)
    {
        var path = new AutomatonState[_longest + 1];
        path[0] = state;
        for (var i = 0; i < _bytes.Count;)
        {
            var depth = _depths[i];
            var after = automaton.After(path[depth], _bytes[i]);
            if (after.IsDead)
            {
                i = _ends[i];
                continue;
            }

            path[depth + 1] = after;
            foreach (var token in _tokens[i] ?? [])
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

    private void Close(List<int> open, int depth)
    {
        while (open.Count > depth)
        {
            _ends[open[^1]] = _bytes.Count;
            open.RemoveAt(open.Count - 1);
        }
    }
}
