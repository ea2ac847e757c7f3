namespace Changeover.EndToEnd.Sandbox.Hunyuan;

/// <summary>Hunyuan's dialect as the test of all faults needs it. All its errors come with status 200.</summary>
internal static class HunyuanSpeech
{
    public static Speech Speech { get; } = new()
    {
        Path = "/",
        Headers = "",
        Signature = (provider, json) => string.Concat(AskHunyuan.Headers(provider, json).Select(header => $"{header.Name}: {header.Value}\r\n")),
        Request = stream => AskHunyuan.Chat(AskHunyuan.User(Ask.LongText), stream ? ",\"Stream\":true" : ""),
        Text = answer => (string?)answer["Response"]?["Choices"]?[0]?["Message"]?["Content"],
        Finish = "\"FinishReason\":\"stop\"",
        Terminal = "\"FinishReason\":\"stop\"",
        Opening = 0,
        Filtered = "\"FinishReason\":\"sensitive\"",
        Errors = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
        {
            ["unauthorized"] = (200, "AuthFailure.SecretIdNotFound"),
            ["forbidden"] = (200, "AuthFailure.UnauthorizedOperation"),
            ["rate_limited"] = (200, "RequestLimitExceeded"),
            ["internal_error"] = (200, "InternalError"),
            ["unavailable"] = (200, "FailedOperation.EngineServerLimitExceeded"),
            ["overloaded"] = (200, "FailedOperation.EngineServerLimitExceeded"),
            ["region_block"] = (200, "UnsupportedRegion"),
            ["quota_exhausted"] = (200, "FailedOperation.ResourcePackExhausted"),
            ["prompt_filtered"] = (200, "OperationDenied.TextIllegalDetected"),
            ["error_event_first"] = (200, "引擎层内部错误"),
            ["error_event_mid_stream"] = (200, "引擎层请求超时"),
        },
    };
}
