using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Google's Gemini API. Vertex AI is another supplier with another address and other credentials.</summary>
internal static class Gemini
{
    public static Provider Provider { get; } = new()
    {
        Name = "gemini",
        BaseUrl = new Uri("https://generativelanguage.googleapis.com/v1beta/"),
        Dialect = Dialect.Gemini,
        Auth = AuthScheme.GoogleKeyHeader,
        Errors =
        [
            // A 400 that is no fault of the client's (seen 2026-11-23).
            new(RegionBlocked) { Types = ["FAILED_PRECONDITION"], MessagePrefix = "User location is not supported" },
            new(Auth) { Codes = ["API_KEY_INVALID"] },
            new(QuotaExhausted) { Codes = ["PerDay"] },
            new(RateLimited) { Types = ["RESOURCE_EXHAUSTED"] },
            new(Overloaded) { Types = ["UNAVAILABLE"] },
        ],
    };
}
