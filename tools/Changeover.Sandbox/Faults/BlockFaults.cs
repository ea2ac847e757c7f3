using Changeover.Sandbox.Dialects;

namespace Changeover.Sandbox.Faults;

/// <summary>The provider will not serve this caller, or not this content.</summary>
internal static class BlockFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultFamily.Status, "region_block", "the caller's country is not served (OpenAI: 403 unsupported_country_region_territory)",
            new FaultParameter("variant", Json.Of("exact"), "exact | empty_param | bare (no outer error object); the last two are OpenAI's"))
        {
            Play = scene => scene.Dialect.RegionBlock(scene.Text("variant")),
        },
        new(FaultFamily.Status, "quota_exhausted", "the money is spent (OpenAI: 429 insufficient_quota)")
        {
            Play = scene => scene.Refuse(Trouble.QuotaExhausted),
        },
        new(FaultFamily.Status, "prompt_filtered", "the prompt is refused (OpenAI: 400 content_filter)")
        {
            Play = scene => scene.Dialect.PromptBlock(scene.Healthy),
        },
    ];
}
