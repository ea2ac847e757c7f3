using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary><c>response_format</c>.</summary>
internal static class ResponseFormatReader
{
    private static readonly JsonElement AnySchema = JsonDocument.Parse("{}"u8.ToArray()).RootElement;

    public static ResponseFormat? Read(JsonFields fields)
    {
        if (fields.Inside("response_format") is not { } format)
        {
            return null;
        }

        switch (format.RequiredText("type"))
        {
            case "text":
                return new ResponseFormat.Text();
            case "json_object":
                return new ResponseFormat.JsonObject();
            case "json_schema" when format.Inside("json_schema") is { } schema:
                return ReadSchema(schema);
            case "json_schema":
                format.Faults.Missing(format.PathOf("json_schema"));
                return null;
            default:
                fields.GiveBack("response_format");
                return null;
        }
    }

    /// <summary>A schema with its name, which OpenAI Responses writes alike.</summary>
    public static ResponseFormat.JsonSchema ReadSchema(JsonFields schema) =>
        new(schema.RequiredText("name"), schema.Any("schema")?.Clone() ?? AnySchema, schema.Flag("strict") ?? false) { Description = schema.Text("description") };
}
