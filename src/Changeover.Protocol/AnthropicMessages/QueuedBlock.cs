using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A content block that is being written, or waits for its turn.</summary>
internal sealed class QueuedBlock(BlockKind kind)
{
    private StringBuilder? _held;

    /// <summary>How far the arguments of a call have come.</summary>
    public JsonProgress Arguments;

    public BlockKind Kind { get; } = kind;

    public ChatEvent.ToolCallStarted? Call { get; init; }

    /// <summary>The signature of thinking, or the data of redacted thinking; null = none yet.</summary>
    public string? Signature { get; set; }

    public bool IsSigned => Signature is not null;

    /// <summary>Another block may follow: only the arguments of a call can go on behind the beginning of another block.</summary>
    public bool IsWhole => Kind != BlockKind.Call || Arguments.IsComplete;

    public DeltaType Delta => Kind switch
    {
        BlockKind.Call => DeltaType.Input,
        BlockKind.Thinking => DeltaType.Thinking,
        _ => DeltaType.Text,
    };

    public void Hold(string text) => (_held ??= new StringBuilder()).Append(text);

    public string? TakeHeld()
    {
        string? held = _held?.ToString();
        _held = null;
        return held;
    }
}
