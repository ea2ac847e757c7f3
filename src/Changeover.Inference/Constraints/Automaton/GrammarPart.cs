namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A part of a sequence: one byte of a set, or what a rule allows.</summary>
internal sealed record GrammarPart(ByteSet? Bytes, GrammarRule? Rule, bool IsMark = false)
{
    public static implicit operator GrammarPart(ByteSet bytes) => new(bytes, null);

    public static implicit operator GrammarPart(GrammarRule rule) => new(null, rule);
}
