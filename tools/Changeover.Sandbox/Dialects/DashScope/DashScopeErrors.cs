using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>DashScope's error body and its words for every trouble (error-code page, seen 2026-11).</summary>
internal static class DashScopeErrors
{
    public static ProviderError OutputInspected { get; } = Inspected("Output data may contain inappropriate content.");

    /// <summary>The filter looked at the output and did not like it; there is no finish reason for that here.</summary>
    public static bool IsInspected(Choice choice) => choice.IsRefusal || choice.FinishReason == "content_filter";

    public static BadRequest Invalid(string message) => new(new ProviderError(400, message, null, "InvalidParameter"));

    /// <summary>What the model's own front end refuses carries this prefix.</summary>
    public static BadRequest Refused(string message) => Invalid($"<400> InternalError.Algo.InvalidParameter: {message}");

    public static JsonObject Body(ProviderError error) => new() { ["code"] = error.Code, ["message"] = error.Message, ["request_id"] = "sandbox" };

    public static ProviderError Words(Trouble trouble) => trouble switch
    {
        Trouble.KeyMissing => new(401, "No API-key provided.", null, "InvalidApiKey"),
        Trouble.KeyWrong => new(401, "Invalid API-key provided.", null, "InvalidApiKey"),
        Trouble.Forbidden => new(403, "Model access denied.", null, "Model.AccessDenied"),
        // There is no word for a country here: a key is bound to its region, and elsewhere access is denied.
        Trouble.RegionBlocked => new(403, "Access denied.", null, "AccessDenied"),
        Trouble.QuotaExhausted => new(400, "Access denied, please make sure your account is in good standing.", null, "Arrearage"),
        Trouble.PromptFiltered => Inspected("Input data may contain inappropriate content."),
        Trouble.RateLimited => new(429, "Requests rate limit exceeded, please try again later.", null, "Throttling.RateQuota"),
        Trouble.Unavailable or Trouble.Overloaded or Trouble.OverloadedMidway =>
            new(503, "Too many requests. Your requests are being throttled due to system capacity limits. Please try again later.", null, "ServiceUnavailable"),
        _ => new(500, "An internal error has occured, please try again later or contact service support.", null, "InternalError"),
    };

    private static ProviderError Inspected(string message) => new(400, message, null, "DataInspectionFailed");
}
