using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The shapes of error bodies (seen 2026-11).</summary>
internal static class ErrorShape
{
    /// <summary>null when nothing in the body looks like an error.</summary>
    public static UpstreamError? Find(JsonElement root, int status)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            // Gemini's compatible endpoint wraps the object in an array.
            return root.GetArrayLength() > 0 ? Find(root[0], status) : null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return FromOuterError(root, status)
            ?? FromBaseResponse(root, status)
            ?? FromHunyuan(root, status)
            ?? FromDetail(root, status)
            ?? FromFlat(root, status);
    }

    private static UpstreamError? FromOuterError(JsonElement root, int status)
    {
        if (!root.TryGetProperty("error", out JsonElement error))
        {
            return null;
        }

        return error.ValueKind switch
        {
            JsonValueKind.Object => FromFlat(error, status) ?? new UpstreamError { Status = status, Message = error.GetRawText() },
            JsonValueKind.String => new UpstreamError
            {
                Status = status,
                Message = error.GetString(),
                Code = Text(root, "code"),
                Type = Text(root, "type"),
            },
            _ => null,
        };
    }

    /// <summary>OpenAI's fields, and the same without the outer <c>error</c>: DashScope, edges, Qianfan's error_code and error_msg.</summary>
    private static UpstreamError? FromFlat(JsonElement error, int status)
    {
        string? code = Text(error, "code") ?? Text(error, "error_code");
        string? message = Text(error, "message") ?? Text(error, "error_msg") ?? Text(error, "msg");
        string? type = Text(error, "type") ?? Text(error, "status") ?? MetadataType(error);
        return code is null && message is null ? null : new UpstreamError
        {
            Status = status,
            Code = code,
            Type = type,
            Message = message,
            Param = Text(error, "param"),
            RetryAfter = Delay(error),
        };
    }

    /// <summary>OpenRouter's stable word, beside a code that only repeats the status.</summary>
    private static string? MetadataType(JsonElement error) =>
        error.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object ? Text(metadata, "error_type") : null;

    /// <summary>MiniMax.</summary>
    private static UpstreamError? FromBaseResponse(JsonElement root, int status) =>
        root.TryGetProperty("base_resp", out JsonElement response) && response.ValueKind == JsonValueKind.Object
        && Text(response, "status_code") is { } code && code != "0"
            ? new UpstreamError { Status = status, Code = code, Message = Text(response, "status_msg") }
            : null;

    /// <summary>Tencent Cloud's envelope, and Hunyuan's error in the middle of a stream, which has none.</summary>
    private static UpstreamError? FromHunyuan(JsonElement root, int status)
    {
        JsonElement body = root.TryGetProperty("Response", out JsonElement response) && response.ValueKind == JsonValueKind.Object ? response : root;
        return FromHunyuan(body, "Error", status) ?? FromHunyuan(body, "ErrorMsg", status);
    }

    private static UpstreamError? FromHunyuan(JsonElement body, string name, int status) =>
        body.TryGetProperty(name, out JsonElement error) && error.ValueKind == JsonValueKind.Object
            ? new UpstreamError { Status = status, Code = Text(error, "Code"), Message = Text(error, "Message") ?? Text(error, "Msg") }
            : null;

    /// <summary>FastAPI: a sentence, a list of faults, or an object.</summary>
    private static UpstreamError? FromDetail(JsonElement root, int status)
    {
        if (!root.TryGetProperty("detail", out JsonElement detail))
        {
            return null;
        }

        return detail.ValueKind switch
        {
            JsonValueKind.String => new UpstreamError { Status = status, Message = detail.GetString() },
            JsonValueKind.Array when detail.GetArrayLength() > 0 && detail[0].ValueKind == JsonValueKind.Object =>
                new UpstreamError { Status = status, Type = Text(detail[0], "type"), Message = Text(detail[0], "msg") ?? detail.GetRawText() },
            JsonValueKind.Object => Find(detail, status),
            _ => null,
        };
    }

    /// <summary>Google's RetryInfo among the details.</summary>
    private static TimeSpan? Delay(JsonElement error)
    {
        if (!error.TryGetProperty("details", out JsonElement details) || details.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (JsonElement detail in details.EnumerateArray())
        {
            if (detail.ValueKind == JsonValueKind.Object && RetryAfter.FromSeconds(Text(detail, "retryDelay")) is { } delay)
            {
                return delay;
            }
        }

        return null;
    }

    /// <summary>A string, or a number as text; null for anything else and for the empty string.</summary>
    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 } ? text : null;
    }
}
