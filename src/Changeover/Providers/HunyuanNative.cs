using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Tencent Hunyuan in its own API. Errors come with HTTP 200; the codes are those of the product and of the cloud as a whole (seen 2026-11-24).</summary>
internal static class HunyuanNative
{
    public static Provider Provider { get; } = new()
    {
        Name = "hunyuan-native",
        BaseUrl = new Uri("https://hunyuan.tencentcloudapi.com/"),
        Dialect = Dialect.Hunyuan,
        Auth = AuthScheme.Tc3,
        SignedService = "hunyuan",
        Headers = static (_, _) => [new("X-TC-Action", "ChatCompletions"), new("X-TC-Version", "2023-09-01")],
        Errors =
        [
            new(RegionBlocked) { Codes = ["UnsupportedRegion"] },
            new(RateLimited)
            {
                Codes =
                [
                    "RequestLimitExceeded", "LimitExceeded", "RequestLimitExceeded.GlobalRegionUinLimitExceeded", "RequestLimitExceeded.IPLimitExceeded",
                ],
            },
            new(Overloaded) { Codes = ["FailedOperation.EngineServerLimitExceeded"] },
            new(QuotaExhausted)
            {
                Codes =
                [
                    "ResourceUnavailable", "ResourceUnavailable.InArrears", "ResourceUnavailable.LowBalance", "ResourceUnavailable.StopUsing",
                    "ResourceInsufficient.ChargeResourceExhaust", "FailedOperation.ResourcePackExhausted", "FailedOperation.FreeResourcePackExhausted",
                    "FailedOperation.ServiceStop", "FailedOperation.ServiceStopArrears",
                ],
            },
            new(Auth)
            {
                Codes =
                [
                    "AuthFailure.SignatureFailure", "AuthFailure.SignatureExpire", "AuthFailure.TokenFailure", "AuthFailure.InvalidSecretId",
                    "AuthFailure.SecretIdNotFound",
                ],
            },
            new(Permission)
            {
                Codes =
                [
                    "AuthFailure.UnauthorizedOperation", "IpInBlacklist", "IpNotInWhitelist", "ResourceUnavailable.NotExist", "FailedOperation.ServiceNotActivated",
                    "FailedOperation.UserUnAuthError",
                ],
            },
            new(ModelMissing) { Codes = ["InvalidParameterValue.Model"] },
            new(ContentFilter) { Codes = ["OperationDenied.TextIllegalDetected", "OperationDenied.ImageIllegalDetected"] },
            new(BadRequest)
            {
                Codes =
                [
                    "InvalidParameter", "InvalidParameter.InvalidParameter", "InvalidParameterValue", "InvalidParameterValue.ParameterValueError", "MissingParameter", "UnknownParameter",
                ],
            },

            // 4000 and 4001 come in the middle of a stream (seen 2026-11-24).
            new(ErrorClass.Timeout) { Codes = ["FailedOperation.EngineRequestTimeout", "4001"] },
            new(Server) { Codes = ["InternalError", "FailedOperation.EngineServerError", "4000"] },
        ],
    };
}
