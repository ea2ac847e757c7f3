using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>
/// What a provider's terms hold for: one provider may have several offers under different contracts, and one offer may be reached through another
/// provider's name. It is told by the address, and where that says nothing, by the provider.
/// </summary>
internal static class Offer
{
    private static readonly (string Suffix, string Offer)[] Hosts =
    [
        ("api.openai.com", "openai"),
        (".openai.azure.com", "azure-global"),
        (".cognitiveservices.azure.com", "azure-global"),
        (".services.ai.azure.com", "azure-global"),
        (".azure.cn", "azure-china"),
        ("api.anthropic.com", "anthropic"),
        ("generativelanguage.googleapis.com", "gemini-api"),
        ("aiplatform.googleapis.com", "vertex"),
    ];

    /// <summary>The offer of an upstream.</summary>
    public static string Of(UpstreamModel upstream) => Of(upstream.Provider.Name, upstream.BaseUrl);

    /// <summary>The offer of a provider at an address.</summary>
    public static string Of(string provider, Uri? address)
    {
        var host = address?.Host ?? "";
        foreach (var (suffix, offer) in Hosts)
        {
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return offer;
            }
        }

        return provider switch
        {
            _ when host.StartsWith("bedrock", StringComparison.OrdinalIgnoreCase) && host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) => "bedrock",
            "azure-openai" => "azure-global",
            "gemini" => "gemini-api",
            _ => provider,
        };
    }
}
