namespace Changeover.Inference.Templates.Syntax;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    Normal,
    Break,
    Continue,
}
