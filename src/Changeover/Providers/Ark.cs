using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Volcengine Ark (Doubao). The model is an endpoint id <c>ep-…</c> or the name of a model that the account has opened (seen 2026-11-23).</summary>
internal static class Ark
{
    public static Provider Provider { get; } = new()
    {
        Name = "ark",
        BaseUrl = new Uri("https://ark.cn-beijing.volces.com/api/v3/"),
        Errors =
        [
            new(ContentFilter)
            {
                Codes = ["InputTextRiskDetection", "OutputTextRiskDetection", "InputImageRiskDetection", "OutputImageRiskDetection", "SensitiveContentDetected"],
            },
            new(ModelMissing) { Codes = ["InvalidEndpointOrModel.NotFound", "InvalidEndpoint.ClosedEndpoint"] },

            // A 404 for a model that exists: the account has not opened it (seen 2026-11-23).
            new(Permission) { Codes = ["ModelNotOpen", "AccessDenied"] },
            new(Auth) { Codes = ["AuthenticationError"] },
            new(QuotaExhausted) { Codes = ["AccountOverdueError", "QuotaExceeded", "SetLimitExceeded"] },
            new(RateLimited) { Codes = ["RateLimitExceeded.EndpointRPMExceeded", "RateLimitExceeded.EndpointTPMExceeded"] },
            new(Overloaded) { Codes = ["ServerOverloaded"] },
            new(BadRequest) { Codes = ["MissingParameter", "InvalidParameter"] },
        ],
    };
}
