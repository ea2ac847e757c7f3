namespace Changeover.Inference;

/// <summary>How an embedded model runs.</summary>
public sealed record EmbeddedModelOptions
{
    /// <summary>Requests decoded together; more wait in the queue. Default 8.</summary>
    public int Slots { get; init; } = 8;

    /// <summary>Requests that may wait for a slot. Default 64; one more is refused with 429 and <c>Retry-After</c>.</summary>
    public int QueueLength { get; init; } = 64;

    /// <summary>Longest wait for a slot. Default 10 s; then 429 and <c>Retry-After</c>, so that the router can go on.</summary>
    public TimeSpan QueueDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Compute threads. Default: cores − 1, at least 1.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Prompt tokens per step, so that a long prompt does not hold up the other slots. Default 256.</summary>
    public int PrefillChunk { get; init; } = 256;

    /// <summary>Bound of the context in tokens. Default null: the model's own.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Seed of answer ids and of answers that name no seed. Default null: from the system's entropy.</summary>
    public ulong? Seed { get; init; }
}
