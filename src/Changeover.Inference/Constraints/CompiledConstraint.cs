using Changeover.Inference.Constraints.Automaton;
using Changeover.Inference.Tokens;

namespace Changeover.Inference.Constraints;

/// <summary>A compiled constraint for one vocabulary: hands out a fresh run for every generated choice. Thread-safe; the runs share what they find out.</summary>
public sealed class CompiledConstraint
{
    // With 150,000 tokens a mask has 19 KB.
    private const int MaskLimit = 1024;

    private readonly Lock _lock = new();
    private readonly PushdownAutomaton _automaton;
    private readonly TokenTrie _trie;
    private readonly TokenTable _vocabulary;
    private readonly Dictionary<AutomatonState, TokenMask> _masks = [];

    internal CompiledConstraint(PushdownAutomaton automaton, TokenTrie trie, TokenTable vocabulary)
    {
        _automaton = automaton;
        _trie = trie;
        _vocabulary = vocabulary;
    }

    /// <summary>A run from the beginning.</summary>
    public ITokenConstraint Start() => new TokenConstraint(this, _automaton.Start);

    internal TokenMask MaskOf(AutomatonState state)
    {
        lock (_lock)
        {
            if (_masks.TryGetValue(state, out var known))
            {
                return known;
            }

            if (_masks.Count >= MaskLimit)
            {
                _masks.Clear();
            }

            var mask = new TokenMask(_vocabulary.Count);
            _trie.Fill(_automaton, state, mask);
            _masks.Add(state, mask);
            return mask;
        }
    }

    /// <summary>The state after a token; null where the token is not allowed.</summary>
    internal AutomatonState? After(AutomatonState state, int token)
    {
        lock (_lock)
        {
            return _automaton.After(state, _vocabulary.Bytes(token), marksOnly: _vocabulary.IsSpecial(token));
        }
    }
}
