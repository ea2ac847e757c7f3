namespace Changeover.Keys.Limits;

/// <summary>What a limit counts.</summary>
public enum LimitUnit
{
    /// <summary>Money, in nano-units of the accounting currency.</summary>
    Money,

    /// <summary>Requests admitted.</summary>
    Requests,

    /// <summary>Tokens, input and output together.</summary>
    Tokens,

    /// <summary>Requests under way at one time, streamed or not.</summary>
    Streams,
}
