namespace Changeover.Protocol.Chat;

/// <summary>A wire format.</summary>
public enum Dialect
{
    /// <summary>OpenAI Chat Completions and the endpoints beside it.</summary>
    OpenAIChat,

    /// <summary>No wire: a model in this process, spoken to in the neutral form.</summary>
    InProcess,
}
