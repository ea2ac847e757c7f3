namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A position in a sequence: the part that comes next, and what follows it; null behind the last.</summary>
internal sealed class GrammarNode(GrammarPart part, GrammarNode? next)
{
    public GrammarPart Part => part;

    public GrammarNode? Next => next;
}
