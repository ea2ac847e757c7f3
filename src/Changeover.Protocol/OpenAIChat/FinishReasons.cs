using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The words of <c>finish_reason</c>, OpenAI's and those that compatible providers add.</summary>
internal static class FinishReasons
{
    private static readonly (string Word, FinishReason Reason)[] Words =
    [
        ("stop", FinishReason.Stop),
        ("tool_calls", FinishReason.ToolCalls),
        ("length", FinishReason.Length),
        ("content_filter", FinishReason.ContentFilter),
        ("function_call", FinishReason.FunctionCall),
        ("max_tokens", FinishReason.Length),
        ("sensitive", FinishReason.ContentFilter), // Zhipu, Hunyuan (seen 2026-11)
        ("insufficient_system_resource", FinishReason.ProviderError), // DeepSeek (seen 2026-11)
        ("network_error", FinishReason.ProviderError), // Zhipu (seen 2026-11)
        ("error", FinishReason.ProviderError), // OpenRouter (seen 2026-11)
        ("abort", FinishReason.ProviderError), // vLLM (seen 2026-11)
    ];

    /// <summary>Reads the value under the reader. null = not finished: absent, JSON null, or on the way the empty string (some providers) or the word <c>null</c> (DashScope, seen 2026-11).</summary>
    public static FinishReason? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || json.ValueSpan.IsEmpty || json.ValueTextEquals("null"u8))
        {
            return null;
        }

        foreach ((string word, FinishReason reason) in Words)
        {
            if (json.ValueTextEquals(word))
            {
                return reason;
            }
        }

        return FinishReason.Stop;
    }

    /// <summary>As <see cref="Read"/>.</summary>
    public static FinishReason? Of(string? text)
    {
        if (text is null or "" or "null")
        {
            return null;
        }

        int index = Array.FindIndex(Words, entry => entry.Word == text);
        return index < 0 ? FinishReason.Stop : Words[index].Reason;
    }

    /// <summary>Whether a choice's <c>flag</c> says that moderation struck: Qianfan, where 0 is harmless (seen 2026-11).</summary>
    public static bool IsModerated(long? flag) => flag > 0;

    /// <summary>The reason to finish of a choice that moderation struck or not, whatever the provider gave as its reason.</summary>
    public static FinishReason? Of(FinishReason? said, bool isModerated) => said is not null && isModerated ? FinishReason.ContentFilter : said;

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
