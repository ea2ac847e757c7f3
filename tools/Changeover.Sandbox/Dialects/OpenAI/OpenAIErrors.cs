using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>OpenAI's error body and its words for every trouble, as seen on the wire by 2026-11.</summary>
internal static class OpenAIErrors
{
    public static JsonObject Body(ProviderError error) => new() { ["error"] = Inner(error) };

    public static JsonObject Inner(ProviderError error) => new()
    {
        ["message"] = error.Message,
        ["type"] = error.Type,
        ["param"] = error.Param,
        ["code"] = error.Code,
    };

    public static ProviderError Words(Trouble trouble, string key) => trouble switch
    {
        Trouble.KeyMissing => new(401, "You didn't provide an API key. Send it in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).", "invalid_request_error", null),
        Trouble.KeyWrong => new(401, $"Incorrect API key provided: {Mask(key)}.", "invalid_request_error", "invalid_api_key"),
        Trouble.Forbidden => new(403, "You are not allowed to use this model.", "invalid_request_error", "model_not_allowed"),
        Trouble.RegionBlocked => new(403, "Country, region, or territory not supported", "request_forbidden", "unsupported_country_region_territory"),
        Trouble.QuotaExhausted => new(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
        Trouble.PromptFiltered => new(400, "The prompt was refused by the content policy.", "invalid_request_error", "content_filter", "prompt"),
        Trouble.RateLimited => new(429, "Rate limit reached. Please slow down.", "requests", "rate_limit_exceeded"),
        Trouble.Unavailable => new(503, "The engine is currently overloaded, please try again later.", "server_error", "server_is_overloaded"),
        Trouble.Overloaded => new(529, "Overloaded", "overloaded_error", null),
        Trouble.OverloadedMidway => new(503, "The engine is overloaded.", "server_error", "server_is_overloaded"),
        Trouble.ModelFailed => new(500, "The model failed before it said anything.", "server_error", "model_error"),
        _ => new(500, "The server had an error while processing your request.", "server_error", null),
    };

    /// <summary>Forwarders were seen to empty <c>param</c>, or to strip the outer object.</summary>
    public static JsonObject RegionBody(string variant)
    {
        var error = Words(Trouble.RegionBlocked, "");
        return variant switch
        {
            "bare" => Inner(error),
            "empty_param" => Body(error with { Param = "" }),
            _ => Body(error),
        };
    }

    private static string Mask(string key) => key.Length <= 8 ? new string('*', key.Length) : $"{key[..4]}{new string('*', key.Length - 8)}{key[^4..]}";
}
