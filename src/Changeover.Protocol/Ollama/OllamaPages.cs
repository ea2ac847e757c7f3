using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>The answers of Ollama's small endpoints, for clients that look around before they chat.</summary>
public static class OllamaPages
{
    private const string Architecture = "changeover"; // clients look for "{architecture}.context_length"

    /// <summary><c>GET /api/tags</c>.</summary>
    public static void WriteTags(IEnumerable<OllamaModel> models, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (OllamaModel model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("model", model.Name);
            json.WriteString("modified_at", Time(model));
            json.WriteNumber("size", 0);
            json.WriteString("digest", Digest(model.Name));
            WriteDetails(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The model that <c>POST /api/show</c> asks for: <c>model</c>, or <c>name</c> as older clients say.</summary>
    public static bool TryReadShow(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out string? model, [NotNullWhen(false)] out RequestFault? fault) =>
        (model = RequestBody.Read(body, fields => fields.Text("model") ?? fields.Text("name") ?? fields.RequiredText("model"), out fault)) is not null;

    /// <summary><c>POST /api/show</c>.</summary>
    public static void WriteShow(OllamaModel model, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("modelfile", "");
        json.WriteString("parameters", "");
        json.WriteString("template", "");
        WriteDetails(json);
        json.WriteStartObject("model_info");
        json.WriteString("general.architecture", Architecture);
        json.WriteOptional($"{Architecture}.context_length", model.ContextLength);
        json.WriteEndObject();
        json.WriteStartArray("capabilities");
        foreach (string capability in model.Capabilities)
        {
            json.WriteStringValue(capability);
        }

        json.WriteEndArray();
        json.WriteString("modified_at", Time(model));
        json.WriteEndObject();
    }

    /// <summary><c>GET /api/version</c>: clients compare it with the first that can what they need.</summary>
    public static void WriteVersion(string version, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("version", version);
        json.WriteEndObject();
    }

    /// <summary>The answer to a request that only loads its model.</summary>
    /// <param name="request">The request.</param>
    /// <param name="created">In Unix seconds.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void WriteLoaded(ChatRequest request, long created, IBufferWriter<byte> output)
    {
        var answer = new AnswerObject(request.OriginalModel, request.Variant == OllamaDialect.GenerateVariant);
        answer.Begin(created);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        answer.Open(json);
        answer.WriteSaid(json, "", null);
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", "load");
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json)
    {
        json.WriteStartObject("details");
        json.WriteString("parent_model", "");
        json.WriteString("format", "");
        json.WriteString("family", Architecture);
        json.WriteStartArray("families");
        json.WriteStringValue(Architecture);
        json.WriteEndArray();
        json.WriteString("parameter_size", "");
        json.WriteString("quantization_level", "");
        json.WriteEndObject();
    }

    private static string Time(OllamaModel model) => model.ModifiedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Clients show its beginning; a name is the same model as long as it is the same name.</summary>
    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
