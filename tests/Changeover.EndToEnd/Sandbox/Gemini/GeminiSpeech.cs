namespace Changeover.EndToEnd.Sandbox.Gemini;

/// <summary>Gemini's dialect as the test of all faults needs it.</summary>
internal static class GeminiSpeech
{
    public static Speech Speech { get; } = new()
    {
        Path = "/v1beta/models/gemini-2.5-flash:generateContent",
        StreamPath = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
        Headers = "x-goog-api-key: AIza-raw\r\n",
        Request = _ => AskGemini.Chat(Ask.LongText),
        Text = answer => (string?)answer["candidates"]?[0]?["content"]?["parts"]?[0]?["text"],
        Finish = "\"finishReason\":\"STOP\"",
        Terminal = "\"finishReason\":\"STOP\"",
        Opening = 0,
        Filtered = "\"finishReason\":\"SAFETY\"",
        Errors = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
        {
            ["unauthorized"] = (400, "API_KEY_INVALID"),
            ["forbidden"] = (403, "PERMISSION_DENIED"),
            ["rate_limited"] = (429, "RESOURCE_EXHAUSTED"),
            ["internal_error"] = (500, "INTERNAL"),
            ["unavailable"] = (503, "UNAVAILABLE"),
            ["overloaded"] = (503, "UNAVAILABLE"),
            ["region_block"] = (400, "FAILED_PRECONDITION"),
            ["quota_exhausted"] = (429, "PerDay"),
            ["prompt_filtered"] = (200, "blockReason"),
            ["error_event_first"] = (200, "INTERNAL"),
            ["error_event_mid_stream"] = (200, "UNAVAILABLE"),
        },
    };
}
