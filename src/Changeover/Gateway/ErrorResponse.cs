using System.Globalization;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Dialects;

namespace Changeover.Gateway;

/// <summary>Writes a <see cref="GatewayError"/> as the whole answer, in the client's dialect.</summary>
internal static class ErrorResponse
{
    /// <summary>Does nothing if an answer has already begun.</summary>
    public static async Task WriteAsync(HttpResponse response, IClientDialect dialect, GatewayError error)
    {
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = error.Status;
        response.ContentType = MediaTypes.Json;
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (error is { Status: StatusCodes.Status429TooManyRequests, RetryAfter: null or { TotalMinutes: > 1 } })
        {
            // OpenAI's and Anthropic's SDKs try a 429 again unless this says no.
            response.Headers[GatewayHeaders.ShouldRetry] = "false";
        }

        if (error.Allow is not null)
        {
            response.Headers.Allow = error.Allow;
        }

        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            dialect.WriteError(error.ForClient(response.Headers[GatewayHeaders.RequestId]), response.BodyWriter);
        }

        await response.CompleteAsync();
    }
}
