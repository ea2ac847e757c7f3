namespace Changeover.Protocol.Adapting;

/// <summary>Which ids of tool calls a target takes.</summary>
public enum CallIds
{
    /// <summary>Any text.</summary>
    Any,

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64 (Anthropic's <c>^[a-zA-Z0-9_-]+$</c>).</summary>
    Plain,
}
