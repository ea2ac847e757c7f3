using Changeover.Protocol.OpenAIChat;

namespace Changeover.Providers;

/// <summary>What a client asks of a model.</summary>
public enum Operation
{
    /// <summary><c>chat</c> in semantic conventions.</summary>
    Chat,

    /// <summary>Legacy text completion.</summary>
    Completions,

    /// <summary>Embeddings.</summary>
    Embeddings,

    /// <summary>How many tokens a request has, without answering it.</summary>
    CountTokens,

    /// <summary>Any other OpenAI endpoint, passed through unread.</summary>
    PassThrough,
}

/// <summary>Names of an <see cref="Operation"/>.</summary>
public static class OperationNames
{
    /// <summary>The OpenAI path below the version segment; empty for a pass-through, which keeps the client's.</summary>
    public static string DefaultPath(this Operation operation) => operation switch
    {
        Operation.Chat => "chat/completions",
        Operation.Completions => "completions",
        Operation.Embeddings => "embeddings",
        _ => "",
    };

    /// <summary>What the body must hold.</summary>
    public static RequestKind RequestKind(this Operation operation) => operation switch
    {
        Operation.Embeddings => Protocol.OpenAIChat.RequestKind.Embedding,
        Operation.Completions => Protocol.OpenAIChat.RequestKind.Completion,
        _ => Protocol.OpenAIChat.RequestKind.Chat,
    };

    /// <summary>Value of <c>gen_ai.operation.name</c>.</summary>
    public static string SemanticName(this Operation operation) => operation switch
    {
        Operation.Chat => "chat",
        Operation.Completions => "text_completion",
        Operation.Embeddings => "embeddings",
        Operation.CountTokens => "count_tokens",
        _ => "pass_through",
    };
}
