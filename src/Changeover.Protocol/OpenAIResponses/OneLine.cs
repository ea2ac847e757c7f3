using System.Text.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Raw JSON of a client inside a frame, where a line break would end the line.</summary>
internal static class OneLine
{
    public static void WriteOneLine(this Utf8JsonWriter json, string raw)
    {
        if (raw.AsSpan().IndexOfAny('\n', '\r') < 0)
        {
            json.WriteRawValue(raw);
            return;
        }

        using JsonDocument document = JsonDocument.Parse(raw);
        document.RootElement.WriteTo(json);
    }
}
