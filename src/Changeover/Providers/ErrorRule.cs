using Changeover.Protocol.Chat;

namespace Changeover.Providers;

/// <summary>One row of a provider's error table. What is not said matches anything; text compares exactly. The HTTP status is said only where it decides: the same code also comes inside a body or a stream with status 200.</summary>
public sealed record ErrorRule(ErrorClass Class)
{
    /// <summary>HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Provider's codes, any of them.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>Provider's types, any of them.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>How the provider's sentence begins, for errors that have no code of their own.</summary>
    public string? MessagePrefix { get; init; }

    /// <summary>Whether the rule holds for the error.</summary>
    public bool Matches(UpstreamError error) =>
        (Status is null || Status == error.Status)
        && (Codes.Count == 0 || (error.Code is not null && Codes.Contains(error.Code, StringComparer.Ordinal)))
        && (Types.Count == 0 || (error.Type is not null && Types.Contains(error.Type, StringComparer.Ordinal)))
        && (MessagePrefix is null || (error.Message?.StartsWith(MessagePrefix, StringComparison.Ordinal) ?? false));

    /// <summary>The class of the first rule that holds, else the class of the status.</summary>
    public static ErrorClass Classify(IReadOnlyList<ErrorRule> rules, UpstreamError error) =>
        rules.FirstOrDefault(rule => rule.Matches(error))?.Class ?? ByStatus(StatusOf(error));

    /// <summary>Inside a 200, OpenRouter, vLLM and llama.cpp give the status as the code.</summary>
    private static int StatusOf(UpstreamError error) =>
        error.Status == 200 && int.TryParse(error.Code, out var code) && code is >= 400 and < 600 ? code : error.Status;

    private static ErrorClass ByStatus(int status) => status switch
    {
        401 => ErrorClass.Auth,
        402 => ErrorClass.QuotaExhausted,
        403 => ErrorClass.Permission,
        404 => ErrorClass.ModelMissing,
        408 or 504 or 524 => ErrorClass.Timeout,
        429 => ErrorClass.RateLimited,
        503 or 529 => ErrorClass.Overloaded,
        >= 400 and < 500 => ErrorClass.BadRequest,
        _ => ErrorClass.Server,
    };
}
