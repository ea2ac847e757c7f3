using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>Writes an error in Ollama's shape, a sentence under <c>error</c>, with our exact code beside it.</summary>
internal static class ErrorWriter
{
    public static void Write(ClientError error, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("error", error.Message);
        json.WriteOptional("code", error.Code);
        json.WriteEndObject();
    }
}
