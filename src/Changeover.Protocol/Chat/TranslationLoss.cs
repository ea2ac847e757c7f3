namespace Changeover.Protocol.Chat;

/// <summary>One thing that a translation could not carry as it was.</summary>
/// <param name="Path">Where it stood, in the words of the dialect that it came from (<c>logit_bias</c>, <c>messages[2].content[0]</c>).</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">Why, in a few words; quotes nothing of the client's text.</param>
public sealed record TranslationLoss(string Path, LossKind Kind, string Reason);
