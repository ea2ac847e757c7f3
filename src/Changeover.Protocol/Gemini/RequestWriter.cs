using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>A <c>generateContent</c> request: neutral form → bytes. The model and whether it streams stand in the address.</summary>
internal static class RequestWriter
{
    public static void Write(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        WriteFields(new RequestStep(json, request, ModelFamily.Of(requestModel), losses));
        json.WriteEndObject();
    }

    /// <summary>All properties of the request.</summary>
    public static void WriteFields(RequestStep step)
    {
        ContentWriter.Write(step);
        ToolWriter.Write(step);
        GenerationConfigWriter.Write(step);
        if (step.IsOwn)
        {
            step.Json.WriteExtensions(step.Request.Extensions, "generationConfig", "toolConfig");
        }
    }
}
