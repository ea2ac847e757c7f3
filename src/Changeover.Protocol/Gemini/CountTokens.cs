using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>The body of <c>:countTokens</c>, contents alone or a whole request inside <c>generateContentRequest</c>, and its answer, <c>{"totalTokens":N}</c>.</summary>
public static class CountTokens
{
    private const string Whole = "generateContentRequest";

    /// <summary>As <see cref="GeminiDialect.TryReadRequest"/>.</summary>
    public static bool TryReadRequest(
        ReadOnlyMemory<byte> body,
        RequestAddress address,
        [NotNullWhen(true)] out ChatRequest? request,
        [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, fields => RequestReader.Read(fields.Inside(Whole) ?? fields, address), out fault, takesSnakeCase: true)) is not null;

    /// <summary>Writes a request whole, so that instructions and tools count too.</summary>
    public static void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteStartObject(Whole);
        json.WriteString("model", $"models/{RequestReader.ModelName(requestModel)}");
        RequestWriter.WriteFields(new RequestStep(json, request, ModelFamily.Of(requestModel), losses));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads the answer; null when it is not one.</summary>
    public static long? ReadAnswer(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return new JsonFields(document.RootElement, "", new FaultSink()).Integer("totalTokens", 0, long.MaxValue);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the answer.</summary>
    public static void WriteAnswer(long inputTokens, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteNumber("totalTokens", inputTokens);
        json.WriteEndObject();
    }
}
