namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A content block of a stream that is being read.</summary>
/// <param name="kind">What it is; deltas of another kind are not its own.</param>
/// <param name="call">Index of the tool call that it is; otherwise without meaning.</param>
internal sealed class OpenBlock(BlockKind kind, int call = 0)
{
    public BlockKind Kind { get; } = kind;

    public int Call { get; } = call;

    /// <summary>Signature of the thinking so far.</summary>
    public string Signature { get; set; } = "";

    /// <summary>What stands for the call's arguments when no delta does; null once one has come.</summary>
    public string? Arguments { get; set; }
}
