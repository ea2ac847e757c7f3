using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>Reads an error body in whatever shape a provider, or a proxy in front of it, gave it.</summary>
public static class ErrorReader
{
    private const int MaxPlainTextBytes = 2048;

    /// <summary>Never fails: a body that has no known shape becomes the message.</summary>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="body">Its body, or the beginning of it.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header: seconds or an HTTP date; null = absent.</param>
    /// <param name="now">What a date in the header is counted from.</param>
    public static UpstreamError Read(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now)
    {
        TimeSpan? wait = RetryAfter.Parse(retryAfter, now);
        try
        {
            var reader = new Utf8JsonReader(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (ErrorShape.Find(document.RootElement, status) is { } found)
            {
                return found with { RetryAfter = wait ?? found.RetryAfter };
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not Unicode: what came is the message.
        }

        return new UpstreamError { Status = status, Message = PlainText(body), RetryAfter = wait };
    }

    private static string? PlainText(ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxPlainTextBytes)]).Trim();
        return text.Length == 0 ? null : text;
    }
}
