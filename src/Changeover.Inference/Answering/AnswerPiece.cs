namespace Changeover.Inference.Answering;

/// <summary>A part of an answer. <paramref name="End"/>: where it ends in the generated text, in characters.</summary>
internal readonly record struct AnswerPiece(PieceKind Kind, string Text, int End);

/// <summary>What a part of an answer is.</summary>
internal enum PieceKind
{
    /// <summary>For the user to read.</summary>
    Text,

    /// <summary>Between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
    Reasoning,

    /// <summary>Between <c>&lt;tool_call&gt;</c> and <c>&lt;/tool_call&gt;</c>, whole.</summary>
    ToolCall,
}
