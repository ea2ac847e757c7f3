using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>
/// Tencent Cloud's error body and its words for every trouble (error-code pages of API 3.0 and of Hunyuan, seen 2026-11).
/// Every error comes with HTTP 200.
/// </summary>
internal static class HunyuanErrors
{
    private const string Timeout = "FailedOperation.EngineRequestTimeout";

    public static ProviderError Error(string code, string message) => new(200, message, null, code);

    public static BadRequest BadValue(string message) => new(Error("InvalidParameterValue.ParameterValueError", message));

    public static JsonObject Body(ProviderError error) => new()
    {
        ["Response"] = new JsonObject
        {
            ["Error"] = new JsonObject { ["Code"] = error.Code, ["Message"] = error.Message },
            ["RequestId"] = "sandbox",
        },
    };

    /// <summary>The error as the last event of a stream: 4000 = the service failed, 4001 = the model took too long.</summary>
    public static JsonObject Event(ProviderError error) => new()
    {
        ["Note"] = ChatResponse.Note,
        ["Id"] = "sandbox",
        ["Choices"] = null,
        ["ErrorMsg"] = new JsonObject { ["Msg"] = error.Message, ["Code"] = error.Code == Timeout ? 4001 : 4000 },
        ["RequestId"] = "sandbox",
    };

    public static ProviderError Words(Trouble trouble) => trouble switch
    {
        Trouble.KeyMissing => Error("AuthFailure.InvalidAuthorization", "The `Authorization` in the HTTP header is invalid: it is missing."),
        Trouble.KeyWrong => Error("AuthFailure.SecretIdNotFound", "The SecretId is not found, please ensure that your SecretId is correct."),
        Trouble.Forbidden => Error("AuthFailure.UnauthorizedOperation", "You are not authorized to perform this operation."),
        Trouble.RegionBlocked => Error("UnsupportedRegion", "The request does not support the region."),
        Trouble.QuotaExhausted => Error("FailedOperation.ResourcePackExhausted", "资源包余量已用尽，请购买资源包或开通后付费。"),
        Trouble.PromptFiltered => Error("OperationDenied.TextIllegalDetected", "文本包含违法违规信息，审核不通过。"),
        Trouble.RateLimited => Error("RequestLimitExceeded", "Your current request times equals to `21` in a second, which exceeds the frequency limit `20` for a second. Please reduce the frequency of calls."),
        Trouble.Unavailable or Trouble.Overloaded => Error("FailedOperation.EngineServerLimitExceeded", "引擎层请求超过限额；请稍后重试。"),
        Trouble.OverloadedMidway => Error(Timeout, "引擎层请求超时；请稍后重试。"),
        Trouble.ModelFailed => Error("FailedOperation.EngineServerError", "引擎层内部错误；请稍后重试。"),
        _ => Error("InternalError", "An internal error has occurred. Retry your request, but if the problem persists, contact us."),
    };
}
