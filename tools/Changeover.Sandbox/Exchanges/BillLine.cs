namespace Changeover.Sandbox.Exchanges;

/// <summary>What one request is charged for: the prompt once the model has begun, and every token it made.</summary>
public sealed record BillLine
{
    /// <summary>Number of the request in the journal.</summary>
    public required int Number { get; init; }

    /// <summary>The client's own name of the request (its header <c>x-client-request-id</c>); null = it gave none.</summary>
    public string? Request { get; init; }

    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Prompt tokens, cached ones included.</summary>
    public long PromptTokens { get; init; }

    /// <summary>Part of the prompt that came from the cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Tokens made, reasoning included, up to the end or to the moment the client was gone.</summary>
    public long CompletionTokens { get; init; }

    /// <summary>Part of the completion that was reasoning.</summary>
    public long ReasoningTokens { get; init; }
}
