namespace Changeover.Protocol.OpenAIChat;

/// <summary>The endpoint that a body was sent to.</summary>
public enum RequestKind
{
    /// <summary><c>/v1/chat/completions</c>: needs <c>messages</c>.</summary>
    Chat,

    /// <summary><c>/v1/completions</c>: needs <c>prompt</c>.</summary>
    Completion,

    /// <summary><c>/v1/embeddings</c>: needs <c>input</c>.</summary>
    Embedding,
}
