using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Google's error body (google.rpc.Status) and its words for every trouble, as seen on the wire by 2026-11.</summary>
internal static class GeminiErrors
{
    private const string KeyInvalid = "API_KEY_INVALID";

    public static BadRequest Invalid(string message) => new(new ProviderError(400, message, "INVALID_ARGUMENT", null));

    public static BadRequest NotFound(string message) => new(new ProviderError(404, message, "NOT_FOUND", null));

    public static JsonObject Body(ProviderError error)
    {
        var status = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["status"] = error.Type };
        if (Details(error) is { Count: > 0 } details) status["details"] = details;
        return new JsonObject { ["error"] = status };
    }

    public static ProviderError Words(Trouble trouble) => trouble switch
    {
        Trouble.KeyMissing => new(403, "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.", "PERMISSION_DENIED", null),
        Trouble.KeyWrong => new(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT", KeyInvalid),
        Trouble.Forbidden => new(403, "Your project has been denied access. Please contact support.", "PERMISSION_DENIED", null),
        // A 400 that is not the client's fault (seen 2026-11).
        Trouble.RegionBlocked => new(400, "User location is not supported for the API use.", "FAILED_PRECONDITION", null),
        Trouble.QuotaExhausted => Exhausted("GenerateRequestsPerDayPerProjectPerModel"),
        Trouble.RateLimited => Exhausted("GenerateRequestsPerMinutePerProjectPerModel"),
        Trouble.Unavailable or Trouble.Overloaded or Trouble.OverloadedMidway => new(503, "The model is overloaded. Please try again later.", "UNAVAILABLE", null),
        _ => new(500, "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting", "INTERNAL", null),
    };

    private static ProviderError Exhausted(string quota) => new(
        429, "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.", "RESOURCE_EXHAUSTED", quota);

    private static JsonArray Details(ProviderError error) => error switch
    {
        { Code: KeyInvalid } => [Detail("ErrorInfo", new()
        {
            ["reason"] = KeyInvalid,
            ["domain"] = "googleapis.com",
            ["metadata"] = new JsonObject { ["service"] = "generativelanguage.googleapis.com" },
        })],
        { Code: { } quota } => QuotaDetails(quota, error.RetrySeconds),
        _ when error.Message.StartsWith("Invalid ", StringComparison.Ordinal) => [Detail("BadRequest", new()
        {
            ["fieldViolations"] = new JsonArray([.. error.Message.Split('\n').Select(Violation)]),
        })],
        _ => [],
    };

    private static JsonArray QuotaDetails(string quota, int? retrySeconds)
    {
        var details = new JsonArray(Detail("QuotaFailure", new()
        {
            ["violations"] = new JsonArray(new JsonObject
            {
                ["quotaMetric"] = "generativelanguage.googleapis.com/generate_content_requests",
                ["quotaId"] = quota,
                ["quotaValue"] = "50",
            }),
        }));
        if (retrySeconds is { } seconds) details.Add(Detail("RetryInfo", new() { ["retryDelay"] = $"{seconds}s" }));
        return details;
    }

    private static JsonObject Violation(string line)
    {
        var violation = new JsonObject { ["description"] = line };
        if (line.Split(" at '") is [_, var rest]) violation["field"] = rest[..rest.IndexOf('\'', StringComparison.Ordinal)];
        return violation;
    }

    private static JsonObject Detail(string type, JsonObject fields)
    {
        fields.Insert(0, "@type", $"type.googleapis.com/google.rpc.{type}");
        return fields;
    }
}
