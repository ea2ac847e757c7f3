using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>StepFun. 402 is an empty balance, as everywhere.</summary>
internal static class StepFun
{
    public static Provider Provider { get; } = new()
    {
        Name = "stepfun",
        BaseUrl = new Uri("https://api.stepfun.com/v1/"),
        Errors =
        [
            // The request or the answer did not pass moderation (platform.stepfun.com/docs/zh/guide/exception; seen 2026-11-24).
            new(ContentFilter) { Status = 451 },
        ],
        RequestQuirks =
        [
            // max_tokens is the documented name; that max_completion_tokens does nothing is unverified (2026-11-24).
            new RequestQuirk.Rename("max_completion_tokens", "max_tokens"),
        ],
    };
}
