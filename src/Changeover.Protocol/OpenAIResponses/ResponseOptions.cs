namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What the gateway that keeps responses says about one of them.</summary>
public sealed record ResponseOptions
{
    /// <summary>Nothing in particular.</summary>
    public static ResponseOptions None { get; } = new();

    /// <summary>The response's id, which begins with <c>resp_</c>; null = made from the provider's.</summary>
    public string? Id { get; init; }

    /// <summary>The response that this one goes on from, told back to the client; null = as the request says.</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>
    /// Receives the finished Response object (JSON, UTF-8), before the client gets its end; again when it failed after all. The bytes are valid during the call only.
    /// null = nobody wants it.
    /// </summary>
    public Action<ReadOnlyMemory<byte>>? Finished { get; init; }
}
