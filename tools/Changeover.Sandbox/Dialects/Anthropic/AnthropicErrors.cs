using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Anthropic's error body and its words for every trouble, as documented and seen on the wire by 2026-11.</summary>
internal static class AnthropicErrors
{
    public static JsonObject Body(ProviderError error) => new()
    {
        ["type"] = "error",
        ["error"] = Inner(error),
        ["request_id"] = "req_sandbox",
    };

    public static JsonObject Edge(ProviderError error) => new() { ["error"] = Inner(error) };

    public static ProviderError Words(Trouble trouble) => trouble switch
    {
        Trouble.KeyMissing => new(401, "x-api-key header is required", "authentication_error", null),
        Trouble.KeyWrong => new(401, "invalid x-api-key", "authentication_error", null),
        Trouble.Forbidden => new(403, "Your API key does not have permission to use the specified resource.", "permission_error", null),
        Trouble.RegionBlocked => new(403, "Request not allowed", "forbidden", null),
        Trouble.QuotaExhausted => new(400, "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.", "invalid_request_error", null),
        Trouble.PromptFiltered => new(400, "Output blocked by content filtering policy", "invalid_request_error", null),
        Trouble.RateLimited => new(429, "This request would exceed your organization's rate limit. Please slow down.", "rate_limit_error", null),
        Trouble.Unavailable => new(503, "Service temporarily unavailable", "api_error", null),
        Trouble.Overloaded or Trouble.OverloadedMidway => new(529, "Overloaded", "overloaded_error", null),
        _ => new(500, "Internal server error", "api_error", null),
    };

    private static JsonObject Inner(ProviderError error) => new() { ["type"] = error.Type, ["message"] = error.Message };
}
