namespace Changeover.Protocol.Adapting;

/// <summary>How a dialect takes a <see cref="Feature"/> of a request that came in another dialect.</summary>
public enum Support
{
    /// <summary>It has the same thing.</summary>
    Native,

    /// <summary>It says the same thing in another way.</summary>
    Translated,

    /// <summary>Something else stands in for it: told as a loss.</summary>
    Emulated,

    /// <summary>It is left out: told as a loss.</summary>
    Ignored,

    /// <summary>The target cannot take the request.</summary>
    Rejected,
}
