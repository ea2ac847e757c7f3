using System.Text.Json.Nodes;
using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Dialects.OpenAI;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>The provider will not serve this caller, or not this content.</summary>
internal static class BlockFaults
{
    // OpenAI, as seen on the wire by 2026-11; forwarders were seen to empty param or to strip the outer object.
    private static readonly ProviderError Region =
        new(403, "Country, region, or territory not supported", "request_forbidden", "unsupported_country_region_territory");

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultFamily.Status, "region_block", "403 unsupported_country_region_territory",
            new FaultParameter("variant", Json.Of("exact"), "exact | empty_param | bare (no outer error object)"))
        {
            Play = scene => Script.Json(403, RegionBody(scene.Text("variant"))),
        },
        new(FaultFamily.Status, "quota_exhausted", "429 insufficient_quota")
        {
            Play = scene => scene.Dialect.Refuse(new ProviderError(
                429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota")),
        },
        new(FaultFamily.Status, "prompt_filtered", "400 content_filter: the prompt is refused")
        {
            Play = scene => scene.Dialect.Refuse(new ProviderError(
                400, "The prompt was refused by the content policy.", "invalid_request_error", "content_filter", "prompt")),
        },
    ];

    private static JsonObject RegionBody(string variant) => variant switch
    {
        "bare" => OpenAIErrors.Inner(Region),
        "empty_param" => OpenAIErrors.Body(Region with { Param = "" }),
        _ => OpenAIErrors.Body(Region),
    };
}
