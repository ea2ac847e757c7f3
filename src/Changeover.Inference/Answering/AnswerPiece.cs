namespace Changeover.Inference.Answering;

/// <summary>A part of an answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text; the arguments of a tool call.</param>
/// <param name="End">Where it ends in the generated text, in characters.</param>
/// <param name="Tool">The tool that is called; otherwise null.</param>
internal readonly record struct AnswerPiece(PieceKind Kind, string Text, int End, string? Tool = null);

/// <summary>What a part of an answer is.</summary>
internal enum PieceKind
{
    /// <summary>For the user to read.</summary>
    Text,

    /// <summary>Between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
    Reasoning,

    /// <summary>Between <c>&lt;tool_call&gt;</c> and <c>&lt;/tool_call&gt;</c>: a call of one of the request's tools, whole.</summary>
    ToolCall,
}
