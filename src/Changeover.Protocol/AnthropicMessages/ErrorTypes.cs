namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The words of <c>error.type</c>.</summary>
internal static class ErrorTypes
{
    /// <summary>The word that goes with an HTTP status; one without a word of its own takes that of its class.</summary>
    public static string Of(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        408 or 504 => "timeout_error",
        503 or 529 => "overloaded_error",
        >= 400 and < 500 => "invalid_request_error",
        _ => "api_error",
    };
}
