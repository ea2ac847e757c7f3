using System.Globalization;
using System.IO.Pipelines;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Gateway;

/// <summary>Writes a <see cref="GatewayError"/> in the client's dialect: as the whole answer, or as the last event of a stream.</summary>
internal static class ErrorResponse
{
    /// <summary>The whole answer. Does nothing if one has already begun.</summary>
    public static async Task WriteAsync(HttpResponse response, GatewayError error)
    {
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (error.Allow is not null)
        {
            response.Headers.Allow = error.Allow;
        }

        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            ErrorWriter.Write(response.BodyWriter, error.Type, error.Word, error.Message, error.Param);
        }

        await response.CompleteAsync();
    }

    /// <summary>The last event of a stream whose status has already been sent.</summary>
    public static void WriteFrame(PipeWriter output, GatewayError error) =>
        ErrorWriter.WriteFrame(output, error.Type, error.Word, error.Message, error.Param);
}
