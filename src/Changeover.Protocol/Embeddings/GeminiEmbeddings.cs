using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Embeddings;

/// <summary>Gemini's <c>:embedContent</c> and <c>:batchEmbedContents</c>. Clients may use either; providers are asked by the batch.</summary>
public sealed class GeminiEmbeddings : IEmbeddingClient, IEmbeddingProvider
{
    /// <summary>The <see cref="RequestAddress.Variant"/> of <c>:batchEmbedContents</c>.</summary>
    public const string BatchVariant = "batch";

    private const int MostInputs = 100; // seen 2026-11

    /// <inheritdoc cref="IEmbeddingClient.Dialect" />
    public Dialect Dialect => Dialect.Gemini;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out EmbeddingRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, fields => Read(fields, address), out fault, takesSnakeCase: true)) is not null;

    /// <inheritdoc />
    public void WriteAnswer(EmbeddingAnswer answer, EmbeddingRequest request, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        if (request.Variant == BatchVariant)
        {
            json.WriteStartArray("embeddings");
            foreach (float[] vector in answer.Vectors)
            {
                json.WriteStartObject();
                EmbeddingJson.WriteVector(json, "values", vector);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject("embedding");
            EmbeddingJson.WriteVector(json, "values", answer.Vectors.Count > 0 ? answer.Vectors[0] : []);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <inheritdoc />
    public void WriteRequest(EmbeddingRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        string model = $"models/{RequestReader.ModelName(requestModel)}";
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteStartArray("requests");
        foreach (EmbeddingInput input in request.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteStartObject("content");
            json.WriteStartArray("parts");
            ModelPart.WriteText(json, input.Text, isThought: false, null);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteOptional("taskType", input.Task);
            json.WriteOptional("title", input.Title);
            json.WriteOptional("outputDimensionality", (long?)request.Dimensions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        TellLosses(request, losses);
    }

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out EmbeddingAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        EmbeddingJson.TryReadAnswer(body, ReadAnswer, bytes => ErrorReader.Read(200, bytes.Span, null, default), out answer, out error);

    private static EmbeddingRequest Read(JsonFields fields, RequestAddress address)
    {
        JsonFields[] requests = address.Variant == BatchVariant ? [.. fields.Items("requests").Select(fields.Element)] : [fields];
        if (requests.Length == 0)
        {
            fields.Faults.Missing("requests");
        }

        EmbeddingInput[] inputs = [.. requests.Select(ReadInput)];
        int?[] dimensions = [.. requests.Select(one => EmbeddingJson.ReadDimensions(one, "outputDimensionality"))];
        if (dimensions.Distinct().Count() > 1)
        {
            fields.Faults.WrongValue("requests[].outputDimensionality", "the same in all requests");
        }

        string? said = requests.Select(one => one.Text("model")).FirstOrDefault(model => model is not null);
        return new EmbeddingRequest
        {
            Dialect = Dialect.Gemini,
            Variant = address.Variant,
            OriginalModel = RequestReader.ModelName(address.Model ?? said ?? fields.RequiredText("model")),
            Inputs = inputs,
            Dimensions = dimensions.FirstOrDefault(),
            Extensions = fields.Rest(),
        };
    }

    private static EmbeddingInput ReadInput(JsonFields request)
    {
        JsonFields? content = request.Inside("content");
        if (content is null)
        {
            request.Faults.Missing(request.PathOf("content"));
        }

        string text = string.Concat(content?.Items("parts").Select(part => content.Element(part).RequiredText("text")) ?? []);
        string? task = request.Text("taskType");
        return new EmbeddingInput(text, task == "TASK_TYPE_UNSPECIFIED" ? null : task, request.Text("title"));
    }

    private static EmbeddingAnswer? ReadAnswer(JsonFields fields)
    {
        IEnumerable<JsonFields> embeddings = fields.Inside("embedding") is { } only ? [only] : fields.Items("embeddings").Select(fields.Element);
        long? tokens = fields.Inside("usageMetadata")?.Integer("promptTokenCount", 0, long.MaxValue);
        return EmbeddingJson.Whole(embeddings.Select(one => EmbeddingJson.ReadVector(one.Any("values")))) is { } whole
            ? new EmbeddingAnswer("", whole, tokens is null ? null : new TokenUsage { Input = tokens })
            : null;
    }

    private void TellLosses(EmbeddingRequest request, LossList losses)
    {
        EmbeddingJson.TellForeign(request, Dialect, losses);
        if (request.User is not null)
        {
            losses.Ignored("user", "Gemini has nothing like it");
        }

        if (request.Inputs.Count > MostInputs)
        {
            losses.Reject("input", $"the target takes {MostInputs} texts at once");
        }
    }
}
