namespace Changeover.Sandbox.Dialects;

/// <summary>An error as a provider reports it, before a dialect gives it its shape.</summary>
internal sealed record ProviderError(int Status, string Message, string? Type, string? Code, string? Param = null)
{
    /// <summary>When to come back, for providers that say it in the body; null = not said.</summary>
    public int? RetrySeconds { get; init; }
}
