using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints;

/// <summary>One run of a <see cref="CompiledConstraint"/>.</summary>
internal sealed class TokenConstraint(CompiledConstraint constraint, AutomatonState start) : ITokenConstraint
{
    private AutomatonState _state = start;

    public bool CanEnd => _state.CanEnd;

    public void FillAllowed(TokenMask allowed) => allowed.AllowAll(constraint.MaskOf(_state));

    public void Accept(int token) => _state = constraint.After(_state, token)
        ?? throw new InvalidOperationException($"Token {token} is not allowed here.");
}
