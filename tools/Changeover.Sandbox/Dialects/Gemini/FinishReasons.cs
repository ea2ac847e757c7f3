namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Finish reasons in Gemini's words.</summary>
internal static class FinishReasons
{
    public static string Of(string reason) => reason switch
    {
        "stop" or "tool_calls" => "STOP",
        "length" => "MAX_TOKENS",
        "content_filter" or "sensitive" => "SAFETY",
        _ when reason.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_') => reason,
        _ => "OTHER",
    };
}
