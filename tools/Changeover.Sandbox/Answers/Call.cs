namespace Changeover.Sandbox.Answers;

/// <summary>One call of a tool; the name counts as one token.</summary>
internal sealed record Call(string Name, IReadOnlyList<string> Arguments)
{
    public int TokenCount => 1 + Arguments.Count;
}
