using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Embeddings;

/// <summary>Ollama's <c>/api/embed</c>, and the older <c>/api/embeddings</c> with one <c>prompt</c>; clients only.</summary>
public sealed class OllamaEmbeddings : IEmbeddingClient
{
    /// <summary>The <see cref="RequestAddress.Variant"/> of <c>/api/embeddings</c>.</summary>
    public const string PromptVariant = "prompt";

    /// <inheritdoc />
    public Dialect Dialect => Dialect.Ollama;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out EmbeddingRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, fields => Read(fields, address.Variant), out fault)) is not null;

    /// <inheritdoc />
    public void WriteAnswer(EmbeddingAnswer answer, EmbeddingRequest request, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        if (request.Variant == PromptVariant)
        {
            EmbeddingJson.WriteVector(json, "embedding", answer.Vectors.Count > 0 ? answer.Vectors[0] : []);
            json.WriteEndObject();
            return;
        }

        json.WriteString("model", request.OriginalModel);
        json.WriteStartArray("embeddings");
        foreach (float[] vector in answer.Vectors)
        {
            json.WriteStartArray();
            EmbeddingJson.WriteNumbers(json, vector);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("total_duration", 0);
        json.WriteNumber("load_duration", 0);
        json.WriteNumber("prompt_eval_count", answer.Usage?.Input ?? 0);
        json.WriteEndObject();
    }

    private static EmbeddingRequest Read(JsonFields fields, string? variant)
    {
        var request = new EmbeddingRequest
        {
            Dialect = Dialect.Ollama,
            Variant = variant,
            OriginalModel = fields.RequiredText("model"),
            Inputs = EmbeddingJson.ReadInputs(fields, variant == PromptVariant ? "prompt" : "input"),
            Dimensions = EmbeddingJson.ReadDimensions(fields, "dimensions"),
        };
        return request with { Extensions = fields.Rest() };
    }
}
