using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.Embeddings;

/// <summary>OpenAI's <c>/v1/embeddings</c>, both sides.</summary>
public sealed class OpenAIEmbeddings : IEmbeddingClient, IEmbeddingProvider
{
    /// <inheritdoc cref="IEmbeddingClient.Dialect" />
    public Dialect Dialect => Dialect.OpenAIChat;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out EmbeddingRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, Read, out fault)) is not null;

    /// <inheritdoc />
    public void WriteAnswer(EmbeddingAnswer answer, EmbeddingRequest request, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (int index = 0; index < answer.Vectors.Count; index++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", index);
            if (request.AsBase64)
            {
                EmbeddingJson.WriteBase64(json, "embedding", answer.Vectors[index]);
            }
            else
            {
                EmbeddingJson.WriteVector(json, "embedding", answer.Vectors[index]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", answer.ResponseModel);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", answer.Usage?.Input ?? 0);
        json.WriteNumber("total_tokens", answer.Usage?.Input ?? 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <inheritdoc />
    public void WriteRequest(EmbeddingRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        json.WriteStartArray("input");
        foreach (EmbeddingInput input in request.Inputs)
        {
            json.WriteStringValue(input.Text);
        }

        json.WriteEndArray();
        json.WriteOptional("dimensions", (long?)request.Dimensions);
        json.WriteOptional("encoding_format", request.AsBase64 ? "base64" : null);
        json.WriteOptional("user", request.User);
        if (request.Dialect == Dialect)
        {
            json.WriteExtensions(request.Extensions);
        }

        json.WriteEndObject();
        TellLosses(request, losses);
    }

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out EmbeddingAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        EmbeddingJson.TryReadAnswer(body, ReadAnswer, bytes => ErrorReader.Read(200, bytes.Span, null, default), out answer, out error);

    private static EmbeddingRequest Read(JsonFields fields)
    {
        string? encoding = fields.Text("encoding_format");
        if (encoding is not (null or "float" or "base64"))
        {
            fields.Faults.WrongValue("encoding_format", "float or base64");
        }

        var request = new EmbeddingRequest
        {
            Dialect = Dialect.OpenAIChat,
            OriginalModel = fields.RequiredText("model"),
            Inputs = EmbeddingJson.ReadInputs(fields, "input"),
            Dimensions = EmbeddingJson.ReadDimensions(fields, "dimensions"),
            AsBase64 = encoding == "base64",
            User = fields.Text("user"),
        };
        return request with { Extensions = fields.Rest() };
    }

    private static EmbeddingAnswer? ReadAnswer(JsonFields fields)
    {
        IEnumerable<float[]?> vectors = fields.Items("data")
            .Select((item, place) => (Item: fields.Element(item), Place: place))
            .OrderBy(one => one.Item.Integer("index", 0, int.MaxValue) ?? one.Place)
            .Select(one => EmbeddingJson.ReadVector(one.Item.Any("embedding")));
        long? tokens = fields.Inside("usage")?.Integer("prompt_tokens", 0, long.MaxValue);
        return EmbeddingJson.Whole(vectors) is { } whole
            ? new EmbeddingAnswer(fields.Text("model") ?? "", whole, tokens is null ? null : new TokenUsage { Input = tokens })
            : null;
    }

    private void TellLosses(EmbeddingRequest request, LossList losses)
    {
        EmbeddingJson.TellForeign(request, Dialect, losses);
        if (request.Inputs.Any(input => input.Task is not null))
        {
            losses.Ignored("taskType", "OpenAI's vectors serve every task");
        }

        if (request.Inputs.Any(input => input.Title is not null))
        {
            losses.Ignored("title", "OpenAI has nothing like it");
        }
    }
}
