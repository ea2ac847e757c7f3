namespace Changeover.Protocol.Chat;

/// <summary>What a <see cref="Seal"/> stands on.</summary>
public enum SealPlace
{
    /// <summary>Reasoning that can be read.</summary>
    Reasoning,

    /// <summary>Reasoning of which the seal is all there is.</summary>
    Redacted,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A tool call.</summary>
    ToolCall,
}
