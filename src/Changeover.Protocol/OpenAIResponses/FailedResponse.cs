using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The error that a failed or cancelled response, or an <c>error</c> event, tells.</summary>
internal static class FailedResponse
{
    /// <summary>The words of the error under <c>error</c>, or lying flat; when it has none, the response's status is all that is known.</summary>
    public static UpstreamError Read(ReadOnlySpan<byte> json, string? status)
    {
        UpstreamError error = ErrorReader.Read(200, json, null, default);
        bool isWorded = error.Code is not null || error.Type is not null;
        return isWorded
            ? error with { Type = error.Type is "error" ? null : error.Type }
            : new UpstreamError { Status = 200, Type = "response_failed", Message = status is null ? "The response failed." : $"The response is {status}." };
    }
}
