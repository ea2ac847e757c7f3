namespace Changeover.EndToEnd.Sandbox.DashScope;

/// <summary>DashScope's dialect as the test of all faults needs it.</summary>
internal static class DashScopeSpeech
{
    public static Speech Speech { get; } = new()
    {
        Path = "/api/v1/services/aigc/text-generation/generation",
        Headers = "Authorization: Bearer sk-raw\r\n",
        StreamHeader = "X-DashScope-SSE: enable\r\n",
        Request = _ => $$"""{"model":"qwen-plus","input":{"messages":[{{AskDashScope.User(Ask.LongText)}}]},"parameters":{"result_format":"message"} }""",
        Text = answer => (string?)answer["output"]?["choices"]?[0]?["message"]?["content"],
        Finish = "\"finish_reason\":\"stop\"",
        Terminal = "\"finish_reason\":\"stop\"",
        Opening = 0,
        Filtered = "DataInspectionFailed",
        Errors = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
        {
            ["unauthorized"] = (401, "InvalidApiKey"),
            ["forbidden"] = (403, "Model.AccessDenied"),
            ["rate_limited"] = (429, "Throttling.RateQuota"),
            ["internal_error"] = (500, "InternalError"),
            ["unavailable"] = (503, "ServiceUnavailable"),
            ["overloaded"] = (503, "ServiceUnavailable"),
            ["region_block"] = (403, "AccessDenied"),
            ["quota_exhausted"] = (400, "Arrearage"),
            ["prompt_filtered"] = (400, "DataInspectionFailed"),
            ["error_event_first"] = (200, "InternalError"),
            ["error_event_mid_stream"] = (200, "ServiceUnavailable"),
        },
    };
}
