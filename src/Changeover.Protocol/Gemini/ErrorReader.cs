using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Gemini;

/// <summary>Google's errors: <c>status</c> is the type, and the details say more than the code, which only repeats the HTTP status.</summary>
internal static class ErrorReader
{
    public static UpstreamError Read(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now)
    {
        UpstreamError error = OpenAIChat.ErrorReader.Read(status, body, retryAfter, now);
        try
        {
            var reader = new Utf8JsonReader(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return Objects(root, "error", "details").Aggregate(error, WithDetail);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return error;
        }
    }

    private const string Day = "PerDay";

    /// <summary><c>ErrorInfo.reason</c> (<c>API_KEY_INVALID</c>, which comes as a 400) is the code; so is the window of a quota of the day, which no waiting brings back. The quota itself is what is to blame.</summary>
    private static UpstreamError WithDetail(UpstreamError error, JsonElement detail)
    {
        if (Text(detail, "reason") is { } reason)
        {
            error = error with { Code = reason };
        }

        string? quota = Objects(detail, "violations").Select(violation => Text(violation, "quotaId"))
            .OfType<string>().OrderByDescending(id => id.Contains(Day, StringComparison.Ordinal)).FirstOrDefault();
        return quota is null ? error : error with { Param = quota, Code = quota.Contains(Day, StringComparison.Ordinal) ? Day : error.Code };
    }

    /// <summary>The objects of the list at the end of a path; none when it is not there.</summary>
    private static IEnumerable<JsonElement> Objects(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return [];
            }
        }

        return element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
