namespace Changeover.Protocol.Chat;

/// <summary>A folded stream: the whole answer.</summary>
public sealed record ChatAnswer
{
    /// <summary>The dialect that the answer came in, to which all extensions in it belong.</summary>
    public Dialect Dialect { get; init; } = Dialect.OpenAIChat;

    /// <summary>The provider's id of the answer.</summary>
    public required string Id { get; init; }

    /// <summary>The model that the answer claims to come from.</summary>
    public required string ResponseModel { get; init; }

    /// <summary>Unix seconds.</summary>
    public long Created { get; init; }

    /// <summary>One per choice, in index order.</summary>
    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    /// <summary>null = not reported.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>OpenAI's <c>system_fingerprint</c>; null = not reported.</summary>
    public string? SystemFingerprint { get; init; }
}

/// <summary>One of the answers.</summary>
public sealed record ChatChoice
{
    /// <summary>0-based.</summary>
    public required int Index { get; init; }

    /// <summary>The assistant turn, ready to be appended to the history.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>null = the answer broke off.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>The stop string that matched, where the provider says which; null = not said.</summary>
    public string? StopSequence { get; init; }

    /// <summary>Per token, when asked for; null = not reported.</summary>
    public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }
}
