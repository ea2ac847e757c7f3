namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>What the <c>anthropic-version</c> and <c>anthropic-beta</c> headers of a request settle.</summary>
/// <param name="Number">The version, a date.</param>
/// <param name="IsBeta">Fields of features that are not generally available are known.</param>
internal sealed record ApiVersion(string Number, bool IsBeta)
{
    // 2026-10-21 is the first one since 2023, and what the SDKs send from their major versions of that day on.
    private static readonly string[] Known = ["2023-01-01", "2023-06-01", "2026-10-21"];

    /// <summary>Sampling is no longer the caller's: <c>temperature</c>, <c>top_p</c> and <c>top_k</c> are fields like any unknown one.</summary>
    public bool HasSampling => string.CompareOrdinal(Number, "2026-10-21") < 0;

    /// <exception cref="BadRequest">No version, or none that there is.</exception>
    public static ApiVersion Of(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.GetValueOrDefault("anthropic-version") is not { Length: > 0 } version) throw new BadRequest("anthropic-version: header is required");
        if (!Known.Contains(version, StringComparer.Ordinal)) throw new BadRequest($"anthropic-version: \"{version}\" is not a valid version");
        return new ApiVersion(version, headers.ContainsKey("anthropic-beta"));
    }
}
