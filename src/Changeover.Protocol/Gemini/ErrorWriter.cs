using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Writes an error in Google's shape: our exact code is the <c>reason</c> of an <c>ErrorInfo</c>.</summary>
internal static class ErrorWriter
{
    private const string Domain = "changeover";

    public static void Write(ClientError error, IBufferWriter<byte> output)
    {
        // A stream that breaks off has the status 200. Google's client takes an event with a code below 400 for content, and the stream for whole (@google/genai 2.32; seen 2026-11-24).
        int code = error.Status < 400 ? 500 : error.Status;
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", error.Message);
        json.WriteString("status", StatusWord(code));
        json.WriteStartArray("details");
        WriteInfo(json, error);
        if (error.RequestId is { } id)
        {
            json.WriteStartObject();
            json.WriteString("@type", "type.googleapis.com/google.rpc.RequestInfo");
            json.WriteString("requestId", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The word of google.rpc.Code for an HTTP status.</summary>
    public static string StatusWord(int status) => status switch
    {
        401 => "UNAUTHENTICATED",
        402 => "FAILED_PRECONDITION",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        408 or 504 => "DEADLINE_EXCEEDED",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        502 or 503 or 529 => "UNAVAILABLE",
        >= 400 and < 500 => "INVALID_ARGUMENT",
        _ => "INTERNAL",
    };

    private static void WriteInfo(Utf8JsonWriter json, ClientError error)
    {
        if (error.Code is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        json.WriteString("reason", error.Code);
        json.WriteString("domain", Domain);
        if (error.Param is { } param)
        {
            json.WriteStartObject("metadata");
            json.WriteString("param", param);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
