namespace Changeover.Inference.Constraints;

/// <summary>What the next token may be, given the tokens so far: the automaton behind JSON mode, JSON Schema and forced tool calls. One per generated choice; not thread-safe.</summary>
public interface ITokenConstraint
{
    /// <summary>The text so far is complete: the end token is allowed.</summary>
    bool CanEnd { get; }

    /// <summary>Sets the bit of every token that may come next. End tokens are the caller's: see <see cref="CanEnd"/>.</summary>
    void FillAllowed(TokenMask allowed);

    /// <summary>The token was chosen.</summary>
    void Accept(int token);
}
