namespace Changeover.Protocol.Chat;

/// <summary>What became of something that the other dialect cannot carry.</summary>
public enum LossKind
{
    /// <summary>It was left out; the answer may differ for it.</summary>
    Ignored,

    /// <summary>Something else stands in for it, which mostly does the same.</summary>
    Emulated,

    /// <summary>Without it the request would mean something else: the target cannot take the request.</summary>
    Rejected,
}
