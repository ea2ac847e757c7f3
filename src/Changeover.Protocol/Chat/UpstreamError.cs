using Changeover.Protocol.Json;

namespace Changeover.Protocol.Chat;

/// <summary>An error as a provider worded it, not yet classified. All strings are the provider's and may quote secrets: never shown unredacted.</summary>
public sealed record UpstreamError
{
    /// <summary>HTTP status of the answer that carried it (200 when the error came inside a body or a stream).</summary>
    public required int Status { get; init; }

    /// <summary>Provider's machine code, always as text (<c>"1302"</c>, <c>insufficient_quota</c>); null = none.</summary>
    public string? Code { get; init; }

    /// <summary>Provider's error type; null = none.</summary>
    public string? Type { get; init; }

    /// <summary>Provider's sentence; null = none.</summary>
    public string? Message { get; init; }

    /// <summary>The parameter that it blames; null = none.</summary>
    public string? Param { get; init; }

    /// <summary>How long to wait, from <c>Retry-After</c> or the body; null = not said.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
