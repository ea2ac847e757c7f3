namespace Changeover.Providers;

/// <summary>Tencent Hunyuan through its OpenAI-compatible endpoint; TokenHub is the same at <c>https://tokenhub.tencentmaas.com/v1/</c>. Errors are classed by status: the codes of the compatible endpoint are numbers that no table explains.</summary>
internal static class Hunyuan
{
    public static Provider Provider { get; } = new()
    {
        Name = "hunyuan",
        BaseUrl = new Uri("https://api.hunyuan.cloud.tencent.com/v1/"),
        RequestQuirks =
        [
            // The reasoning of an earlier turn must not come back (cloud.tencent.com/document/product/1729; seen 2026-11-23).
            new RequestQuirk.DropFromMessages("reasoning_content"),
        ],
    };
}
