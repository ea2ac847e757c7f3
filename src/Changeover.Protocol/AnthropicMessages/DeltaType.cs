namespace Changeover.Protocol.AnthropicMessages;

/// <summary>What a delta adds to.</summary>
internal enum DeltaType
{
    Other,
    Text,
    Thinking,
    Signature,
    Input,
}
