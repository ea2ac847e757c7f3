namespace Changeover.Protocol.Chat;

/// <summary>A wire format.</summary>
public enum Dialect
{
    /// <summary>OpenAI Chat Completions and the endpoints beside it.</summary>
    OpenAIChat,

    /// <summary>No wire: a model in this process, spoken to in the neutral form.</summary>
    InProcess,

    /// <summary>OpenAI Responses.</summary>
    OpenAIResponses,

    /// <summary>Anthropic Messages.</summary>
    AnthropicMessages,

    /// <summary>Gemini <c>generateContent</c>.</summary>
    Gemini,

    /// <summary>Ollama's own API; only clients speak it here.</summary>
    Ollama,

    /// <summary>DashScope's own text generation API; only providers speak it.</summary>
    DashScope,

    /// <summary>Tencent Hunyuan's own API; only providers speak it.</summary>
    Hunyuan,
}
