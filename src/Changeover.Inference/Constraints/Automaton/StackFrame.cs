namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A position, and the positions to go on from when its sequence ends. Interned: the same stack is the same object.</summary>
internal sealed class StackFrame(int id, GrammarNode node, StackFrame? parent)
{
    public int Id => id;

    public GrammarNode Node => node;

    public StackFrame? Parent => parent;

    /// <summary>Of a stack whose top waits for a byte: whether this is one.</summary>
    public bool Takes(byte value) => node.Part.Bytes!.Contains(value);
}
