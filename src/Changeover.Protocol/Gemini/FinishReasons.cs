using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Gemini;

/// <summary>The words of <c>finishReason</c> and <c>blockReason</c> (seen 2026-11).</summary>
internal static class FinishReasons
{
    /// <summary>Why a candidate ended; null = it has not. A <c>STOP</c> behind calls means the calls.</summary>
    public static FinishReason? Of(string? word, bool hasCalls) => word switch
    {
        null or "" or "FINISH_REASON_UNSPECIFIED" => null,
        "STOP" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => FinishReason.ContentFilter,
        "OTHER" or "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "MISSING_THOUGHT_SIGNATURE"
            or "MALFORMED_RESPONSE" or "IMAGE_OTHER" or "NO_IMAGE" => FinishReason.ProviderError,
        _ => FinishReason.Stop,
    };

    /// <summary>Whether a prompt was refused before any candidate.</summary>
    public static bool IsBlock(string? word) => word is { Length: > 0 } and not "BLOCK_REASON_UNSPECIFIED";

    /// <summary>The failure that a candidate which broke off is.</summary>
    public static UpstreamError Failure(string? word) =>
        new() { Status = 200, Type = "finish_reason", Code = word, Message = "The provider broke the answer off." };

    /// <summary>Gemini's word; calls end in <c>STOP</c> there too.</summary>
    public static string Word(FinishReason reason) => reason switch
    {
        FinishReason.Length => "MAX_TOKENS",
        FinishReason.ContentFilter => "SAFETY",
        FinishReason.ProviderError => "OTHER",
        _ => "STOP",
    };
}
