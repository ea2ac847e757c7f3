using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary><c>text.format</c>, where the schema lies flat.</summary>
internal static class TextFormat
{
    public static ResponseFormat? Read(JsonFields text)
    {
        if (text.Inside("format") is not { } format)
        {
            return null;
        }

        switch (format.RequiredText("type"))
        {
            case "text":
                return new ResponseFormat.Text();
            case "json_object":
                return new ResponseFormat.JsonObject();
            case "json_schema":
                return ResponseFormatReader.ReadSchema(format);
            default:
                text.GiveBack("format");
                return null;
        }
    }

    public static void Write(Utf8JsonWriter json, ResponseFormat format)
    {
        json.WriteStartObject("format");
        switch (format)
        {
            case ResponseFormat.JsonSchema schema:
                json.WriteString("type", "json_schema");
                json.WriteString("name", schema.Name);
                json.WriteOptional("description", schema.Description);
                json.WritePropertyName("schema");
                schema.Schema.WriteTo(json);
                json.WriteOptional("strict", schema.Strict ? true : null);
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
