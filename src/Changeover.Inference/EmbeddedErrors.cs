using Changeover.Protocol.Chat;

namespace Changeover.Inference;

/// <summary>The embedded model's own refusals, in OpenAI's words, so that the router treats it like any other upstream.</summary>
internal static class EmbeddedErrors
{
    public static UpstreamError Unloading { get; } = new()
    {
        Status = 503,
        Code = "model_unloading",
        Type = "server_error",
        Message = "The embedded model is being unloaded.",
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static UpstreamError Busy(TimeSpan retryAfter) => new()
    {
        Status = 429,
        Code = "embedded_model_busy",
        Type = "rate_limit_error",
        Message = "All slots of the embedded model are taken.",
        RetryAfter = retryAfter,
    };

    public static UpstreamError Failed(string why) => new()
    {
        Status = 500,
        Code = "embedded_model_failed",
        Type = "server_error",
        Message = $"The embedded model failed: {why}",
    };

    public static UpstreamError ContextExceeded(int contextLength, int? tokens) => Invalid("messages", "context_length_exceeded",
        $"This model's maximum context length is {contextLength} tokens, but the messages take {tokens?.ToString() ?? "far more"}.");

    public static UpstreamError Invalid(string param, string code, string message) => new()
    {
        Status = 400,
        Code = code,
        Type = "invalid_request_error",
        Param = param,
        Message = message,
    };
}
