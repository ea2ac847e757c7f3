namespace Changeover.Protocol.Chat;

/// <summary>Why a choice ended.</summary>
public enum FinishReason
{
    /// <summary>The model was done, or a stop string matched.</summary>
    Stop,

    /// <summary>The token bound or the context was reached.</summary>
    Length,

    /// <summary>The model calls tools.</summary>
    ToolCalls,

    /// <summary>Legacy: the model calls a function.</summary>
    FunctionCall,

    /// <summary>The provider's moderation stopped it.</summary>
    ContentFilter,

    /// <summary>The provider ended it for its own reasons (DeepSeek <c>insufficient_system_resource</c>, Zhipu <c>network_error</c>): a failure, not an answer.</summary>
    ProviderError,
}
