using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary><c>usageMetadata</c>. What is not known is left out.</summary>
internal static class UsageWriter
{
    public static void Write(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is null)
        {
            return;
        }

        json.WriteStartObject("usageMetadata");
        json.WriteOptional("promptTokenCount", usage.Input);
        json.WriteOptional("candidatesTokenCount", usage.Output - (usage.Reasoning ?? 0));
        json.WriteOptional("thoughtsTokenCount", usage.Reasoning);
        json.WriteOptional("cachedContentTokenCount", usage.CachedInput);
        json.WriteOptional("totalTokenCount", usage.Input + usage.Output);
        WriteAudio(json, "promptTokensDetails", usage.Input, usage.AudioInput);
        WriteAudio(json, "candidatesTokensDetails", usage.Output - (usage.Reasoning ?? 0), usage.AudioOutput);
        json.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter json, string name, long? all, long? audio)
    {
        if (audio is null)
        {
            return;
        }

        json.WriteStartArray(name);
        WriteModality(json, "AUDIO", audio);
        WriteModality(json, "TEXT", all - audio);
        json.WriteEndArray();
    }

    private static void WriteModality(Utf8JsonWriter json, string modality, long? count)
    {
        json.WriteStartObject();
        json.WriteString("modality", modality);
        json.WriteOptional("tokenCount", count);
        json.WriteEndObject();
    }
}
