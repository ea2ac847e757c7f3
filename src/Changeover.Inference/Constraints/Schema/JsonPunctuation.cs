using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Brackets, and separators with at most one space behind them.</summary>
internal static class JsonPunctuation
{
    public static readonly GrammarPart OpenObject = ByteSet.Of((byte)'{');
    public static readonly GrammarPart CloseObject = ByteSet.Of((byte)'}');
    public static readonly GrammarPart OpenArray = ByteSet.Of((byte)'[');
    public static readonly GrammarPart CloseArray = ByteSet.Of((byte)']');
    public static readonly GrammarRule Comma = WithSpace((byte)',');
    public static readonly GrammarRule Colon = WithSpace((byte)':');

    private static GrammarRule WithSpace(byte separator) => new GrammarRule().Or(ByteSet.Of(separator)).Or(ByteSet.Of(separator), ByteSet.Of((byte)' '));
}
