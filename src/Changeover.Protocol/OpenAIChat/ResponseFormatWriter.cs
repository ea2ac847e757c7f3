using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary><c>response_format</c>.</summary>
internal static class ResponseFormatWriter
{
    public static void Write(Utf8JsonWriter json, ResponseFormat? format)
    {
        if (format is null)
        {
            return;
        }

        json.WriteStartObject("response_format");
        switch (format)
        {
            case ResponseFormat.JsonSchema schema:
                json.WriteString("type", "json_schema");
                json.WriteStartObject("json_schema");
                json.WriteString("name", schema.Name);
                json.WriteOptional("description", schema.Description);
                json.WritePropertyName("schema");
                schema.Schema.WriteTo(json);
                json.WriteOptional("strict", schema.Strict ? true : null);
                json.WriteEndObject();
                break;
            case ResponseFormat.JsonObject:
                json.WriteString("type", "json_object");
                break;
            default:
                json.WriteString("type", "text");
                break;
        }

        json.WriteEndObject();
    }
}
