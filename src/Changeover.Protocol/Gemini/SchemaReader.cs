using System.Globalization;
using System.Text.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Gemini's <c>Schema</c> → JSON Schema.</summary>
internal static class SchemaReader
{
    public static void Write(Utf8JsonWriter json, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(json);
            return;
        }

        bool isNullable = schema.TryGetProperty("nullable", out JsonElement nullable) && nullable.ValueKind == JsonValueKind.True;
        json.WriteStartObject();
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            WriteKeyword(json, Camel(keyword.Name), keyword.Value, isNullable);
        }

        json.WriteEndObject();
    }

    private static string Camel(string name) => name switch
    {
        "any_of" => "anyOf",
        "min_items" => "minItems",
        "max_items" => "maxItems",
        "min_length" => "minLength",
        "max_length" => "maxLength",
        "min_properties" => "minProperties",
        "max_properties" => "maxProperties",
        "property_ordering" => "propertyOrdering",
        _ => name,
    };

    private static void WriteKeyword(Utf8JsonWriter json, string name, JsonElement value, bool isNullable)
    {
        switch (name)
        {
            case "nullable":
                break;
            case "format" when value.ValueKind == JsonValueKind.String && value.ValueEquals("enum"):
                break;
            case "type" when value.ValueKind == JsonValueKind.String:
                WriteType(json, value.GetString()!.ToLowerInvariant(), isNullable);
                break;
            case "items":
                json.WritePropertyName(name);
                Write(json, value);
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                WriteProperties(json, value);
                break;
            case "anyOf" when value.ValueKind == JsonValueKind.Array:
                WriteVariants(json, value, isNullable);
                break;
            case "enum" when value.ValueKind == JsonValueKind.Array:
                WriteEnum(json, value, isNullable);
                break;
            case "example":
                json.WriteStartArray("examples");
                value.WriteTo(json);
                json.WriteEndArray();
                break;
            case "minItems" or "maxItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties"
                when value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long count):
                json.WriteNumber(name, count); // int64 is a string in Google's JSON
                break;
            default:
                json.WritePropertyName(name);
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteType(Utf8JsonWriter json, string type, bool isNullable)
    {
        if (type == "type_unspecified")
        {
            return;
        }

        if (!isNullable)
        {
            json.WriteString("type", type);
            return;
        }

        json.WriteStartArray("type");
        json.WriteStringValue(type);
        json.WriteStringValue("null");
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, JsonElement properties)
    {
        json.WriteStartObject("properties");
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            json.WritePropertyName(property.Name);
            Write(json, property.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteVariants(Utf8JsonWriter json, JsonElement variants, bool isNullable)
    {
        json.WriteStartArray("anyOf");
        foreach (JsonElement variant in variants.EnumerateArray())
        {
            Write(json, variant);
        }

        if (isNullable)
        {
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEnum(Utf8JsonWriter json, JsonElement values, bool isNullable)
    {
        json.WriteStartArray("enum");
        foreach (JsonElement value in values.EnumerateArray())
        {
            value.WriteTo(json);
        }

        if (isNullable)
        {
            json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
