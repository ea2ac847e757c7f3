using Changeover.Protocol.Chat;

namespace Changeover.Providers;

/// <summary>One row of a provider's error table. A null field matches anything; text compares exactly.</summary>
public sealed record ErrorRule(ErrorClass Class)
{
    /// <summary>HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Provider's code.</summary>
    public string? Code { get; init; }

    /// <summary>Provider's type.</summary>
    public string? Type { get; init; }

    /// <summary>How the provider's sentence begins, for errors that have no code of their own.</summary>
    public string? MessagePrefix { get; init; }

    /// <summary>Whether the rule holds for the error.</summary>
    public bool Matches(UpstreamError error) =>
        (Status is null || Status == error.Status)
        && (Code is null || Code.Equals(error.Code, StringComparison.Ordinal))
        && (Type is null || Type.Equals(error.Type, StringComparison.Ordinal))
        && (MessagePrefix is null || (error.Message?.StartsWith(MessagePrefix, StringComparison.Ordinal) ?? false));

    /// <summary>First matching rule, else by status.</summary>
    public static ErrorClass Classify(IReadOnlyList<ErrorRule> rules, UpstreamError error)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(error))
            {
                return rule.Class;
            }
        }

        return error.Status switch
        {
            401 => ErrorClass.Auth,
            402 => ErrorClass.QuotaExhausted,
            403 => ErrorClass.Permission,
            404 => ErrorClass.ModelMissing,
            408 or 504 => ErrorClass.Timeout,
            429 => ErrorClass.RateLimited,
            503 or 529 => ErrorClass.Overloaded,
            >= 400 and < 500 => ErrorClass.BadRequest,
            _ => ErrorClass.Server,
        };
    }
}
