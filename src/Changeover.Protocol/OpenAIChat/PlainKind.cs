namespace Changeover.Protocol.OpenAIChat;

/// <summary>What a <see cref="PlainDelta"/> goes on with.</summary>
internal enum PlainKind
{
    /// <summary>The answer's text.</summary>
    Text,

    /// <summary>Reasoning.</summary>
    Reasoning,

    /// <summary>The arguments of a call that has begun.</summary>
    Arguments,
}
