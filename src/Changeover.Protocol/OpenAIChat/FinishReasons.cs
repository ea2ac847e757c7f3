using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The words of <c>finish_reason</c>, OpenAI's and those that compatible providers add.</summary>
internal static class FinishReasons
{
    /// <summary>Reads the value under the reader. null = not finished: absent, JSON null, or the empty string that some providers send on the way.</summary>
    public static FinishReason? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || json.ValueSpan.IsEmpty)
        {
            return null;
        }

        return json.ValueTextEquals("stop"u8) ? FinishReason.Stop
            : json.ValueTextEquals("length"u8) ? FinishReason.Length
            : json.ValueTextEquals("tool_calls"u8) ? FinishReason.ToolCalls
            : json.ValueTextEquals("function_call"u8) ? FinishReason.FunctionCall
            : json.ValueTextEquals("content_filter"u8) ? FinishReason.ContentFilter
            : json.ValueTextEquals("sensitive"u8) ? FinishReason.ContentFilter // Zhipu, Hunyuan (seen 2026-11)
            : json.ValueTextEquals("insufficient_system_resource"u8) ? FinishReason.ProviderError // DeepSeek (seen 2026-11)
            : json.ValueTextEquals("network_error"u8) ? FinishReason.ProviderError // Zhipu (seen 2026-11)
            : json.ValueTextEquals("error"u8) ? FinishReason.ProviderError // OpenRouter (seen 2026-11)
            : json.ValueTextEquals("abort"u8) ? FinishReason.ProviderError // vLLM (seen 2026-11)
            : json.ValueTextEquals("max_tokens"u8) ? FinishReason.Length
            : FinishReason.Stop;
    }

    /// <summary>OpenAI's word. <see cref="FinishReason.ProviderError"/> has none there: it is an error, not a reason.</summary>
    public static string Word(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.FunctionCall => "function_call",
        FinishReason.ContentFilter => "content_filter",
        FinishReason.ProviderError => "error",
        _ => "stop",
    };
}
