using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The body of <c>/v1/messages/count_tokens</c>: a messages request without a bound, and its answer, <c>{"input_tokens":N}</c>.</summary>
public static class CountTokens
{
    /// <summary>As <see cref="RequestReader.TryRead"/>, but <c>max_tokens</c> may be absent.</summary>
    public static bool TryReadRequest(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatRequest? request,
        [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, fields => RequestReader.Read(fields, needsBound: false), out fault)) is not null;

    /// <summary>Writes what of a request counts as input.</summary>
    public static void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        var to = new BlockOutput(json, request.Dialect == Dialect.AnthropicMessages, losses);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        RequestWriter.WritePrompt(to, request, ThinkingPlan.Of(request with { MaxOutputTokens = request.MaxOutputTokens ?? int.MaxValue }, losses));
        json.WriteEndObject();
    }

    /// <summary>Reads the answer; null when it is not one.</summary>
    public static long? ReadAnswer(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return new JsonFields(document.RootElement, "", new FaultSink()).Integer("input_tokens", 0, long.MaxValue);
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
        json.WriteNumber("input_tokens", inputTokens);
        json.WriteEndObject();
    }
}
