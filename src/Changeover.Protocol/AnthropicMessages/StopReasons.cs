using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The words of <c>stop_reason</c>.</summary>
internal static class StopReasons
{
    /// <summary>null = not finished. <c>pause_turn</c> (a long turn of the provider's own tools) and words of the future end the answer as it is.</summary>
    public static FinishReason? Of(string? word) => word switch
    {
        null or "" => null,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    /// <summary>Clients run their tool loops by this word, so an answer that ended well and calls tools says so, whatever its provider said.</summary>
    public static string? Word(FinishReason? reason, string? stopSequence, bool hasCalls) => reason switch
    {
        null => null,
        FinishReason.Length => "max_tokens",
        FinishReason.ContentFilter => "refusal",
        FinishReason.ToolCalls or FinishReason.FunctionCall => "tool_use",
        _ when hasCalls => "tool_use",
        _ when stopSequence is not null => "stop_sequence",
        _ => "end_turn",
    };
}
