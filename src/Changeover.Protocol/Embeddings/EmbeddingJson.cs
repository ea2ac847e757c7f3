using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Embeddings;

/// <summary>What the dialects' bodies have in common.</summary>
internal static class EmbeddingJson
{
    /// <summary>A text, or a list of texts. Lists of tokens are known only to the model that they were made for.</summary>
    public static IReadOnlyList<EmbeddingInput> ReadInputs(JsonFields fields, string name)
    {
        if (fields.Any(name) is not { } input)
        {
            fields.Faults.Missing(fields.PathOf(name));
            return [];
        }

        if (input.ValueKind == JsonValueKind.String)
        {
            return [new EmbeddingInput(input.GetString()!)];
        }

        var inputs = new List<EmbeddingInput>();
        foreach ((JsonElement item, string path) in fields.Items(name))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                inputs.Add(new EmbeddingInput(item.GetString()!));
            }
            else
            {
                fields.Faults.WrongType(path, "a string");
            }
        }

        if (inputs.Count == 0)
        {
            fields.Faults.WrongValue(fields.PathOf(name), "at least one text");
        }

        return inputs;
    }

    public static int? ReadDimensions(JsonFields fields, string name) => (int?)fields.Integer(name, 1, int.MaxValue);

    /// <summary>Numbers, or the bytes of little-endian floats in base64; null for anything else.</summary>
    public static float[]? ReadVector(JsonElement? value)
    {
        if (value is { ValueKind: JsonValueKind.Array } numbers)
        {
            return [.. numbers.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Number ? number.GetSingle() : 0)];
        }

        if (value is not { ValueKind: JsonValueKind.String } text || !text.TryGetBytesFromBase64(out byte[]? bytes) || bytes.Length % sizeof(float) != 0)
        {
            return null;
        }

        var vector = new float[bytes.Length / sizeof(float)];
        for (int index = 0; index < vector.Length; index++)
        {
            vector[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(index * sizeof(float)));
        }

        return vector;
    }

    public static void WriteVector(Utf8JsonWriter json, string name, float[] vector)
    {
        json.WriteStartArray(name);
        WriteNumbers(json, vector);
        json.WriteEndArray();
    }

    public static void WriteNumbers(Utf8JsonWriter json, float[] vector)
    {
        foreach (float number in vector)
        {
            json.WriteNumberValue(float.IsFinite(number) ? number : 0);
        }
    }

    public static void WriteBase64(Utf8JsonWriter json, string name, float[] vector)
    {
        byte[] bytes = new byte[vector.Length * sizeof(float)];
        for (int index = 0; index < vector.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
        }

        json.WriteBase64String(name, bytes);
    }

    /// <summary>Reads a body that holds vectors; null in their place when one of them is not there.</summary>
    public static bool TryReadAnswer(
        ReadOnlyMemory<byte> body,
        Func<JsonFields, EmbeddingAnswer?> read,
        Func<ReadOnlyMemory<byte>, UpstreamError> readError,
        [NotNullWhen(true)] out EmbeddingAnswer? answer,
        [NotNullWhen(false)] out UpstreamError? error)
    {
        answer = null;
        error = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            var fields = new JsonFields(document.RootElement, "", new FaultSink());
            if (fields.Any("error") is not null)
            {
                error = readError(body);
                return false;
            }

            answer = read(fields);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // It is no answer, which is told below.
        }

        error = answer is null ? new UpstreamError { Status = 200, Type = AnswerFaults.Malformed, Message = "The answer holds no vectors." } : null;
        return answer is not null;
    }

    /// <summary>null when one is missing or there is none.</summary>
    public static IReadOnlyList<float[]>? Whole(IEnumerable<float[]?> vectors)
    {
        float[]?[] all = [.. vectors];
        float[][] present = [.. all.OfType<float[]>()];
        return present.Length > 0 && present.Length == all.Length ? present : null;
    }

    /// <summary>Tells the extensions of another dialect, which cannot be written.</summary>
    public static void TellForeign(EmbeddingRequest request, Dialect target, LossList losses)
    {
        if (request.Dialect == target)
        {
            return;
        }

        foreach (string name in request.Extensions.Keys)
        {
            losses.Ignored(name, "only its own dialect knows it");
        }
    }
}
