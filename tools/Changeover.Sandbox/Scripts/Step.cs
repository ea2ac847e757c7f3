namespace Changeover.Sandbox.Scripts;

/// <summary>One thing the sandbox does while it answers.</summary>
internal abstract record Step
{
    /// <summary>The model reads the prompt: it is charged, and the first-token delay begins.</summary>
    public sealed record Prefill(long PromptTokens, long CachedTokens) : Step;

    /// <summary>The model makes one token, at the configured pace.</summary>
    public sealed record Token(bool Reasoning = false) : Step;

    /// <summary>Nothing happens for a while; null = until the client goes away.</summary>
    public sealed record Wait(TimeSpan? Duration) : Step;

    /// <summary>Status line and headers leave now; otherwise they leave with the first piece.</summary>
    public sealed record Head : Step;

    /// <summary>One write, flushed.</summary>
    public sealed record Send(ReadOnlyMemory<byte> Bytes, Part Part) : Step;

    /// <summary>The connection is dropped here, with a reset or an orderly close, whatever HTTP still expects.</summary>
    public sealed record HangUp(bool Reset) : Step;
}
