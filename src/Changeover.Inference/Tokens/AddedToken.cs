namespace Changeover.Inference.Tokens;

/// <summary>A token outside of the merges, found in the text before anything else is cut. <paramref name="StripsLeft"/> and <paramref name="StripsRight"/>: it swallows the white space beside it.</summary>
internal sealed record AddedToken(int Id, string Text, bool IsSpecial, bool StripsLeft, bool StripsRight);
