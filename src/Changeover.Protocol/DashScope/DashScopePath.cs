namespace Changeover.Protocol.DashScope;

/// <summary>Where a chat request goes: DashScope has an address for models of text and one for models that also see or hear, and each refuses the models of the other.</summary>
public static class DashScopePath
{
    private const string Text = "services/aigc/text-generation/generation";
    private const string Multimodal = "services/aigc/multimodal-generation/generation";

    /// <summary>How the names of the multimodal models show themselves (alibabacloud.com/help/en/model-studio/qwen-api-via-dashscope; seen 2026-11-24): Qwen from 3.5 on, and what sees, hears or reads before.</summary>
    private static readonly string[] Marks = ["-vl", "qvq", "-omni", "-ocr", "-audio", "-asr", "qwen3.5-", "qwen3.6-", "qwen3.7-"];

    /// <summary>Path below <c>/api/v1/</c>.</summary>
    /// <param name="requestModel">The model that is sent.</param>
    /// <param name="hasImages">Whether the request has pictures, which only one of the addresses takes.</param>
    public static string Of(string requestModel, bool hasImages) =>
        hasImages || Marks.Any(mark => requestModel.Contains(mark, StringComparison.OrdinalIgnoreCase)) ? Multimodal : Text;
}
