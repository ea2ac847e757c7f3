using System.Text;
using System.Text.Json;

namespace Changeover.Protocol.Json;

/// <summary>Values of a provider's JSON, read without strictness.</summary>
internal static class JsonText
{
    /// <summary>The string under the reader; invalid UTF-8 becomes U+FFFD. null for any other type.</summary>
    public static string? ReadString(ref Utf8JsonReader json) =>
        json.TokenType != JsonTokenType.String ? null
        : json.ValueIsEscaped ? json.GetString()
        : Encoding.UTF8.GetString(json.ValueSpan);

    /// <summary>The count after a property's name; what is none leaves the field as it was.</summary>
    public static void SetCount(ref Utf8JsonReader json, ref long? field)
    {
        json.Read();
        field = ReadCount(ref json) ?? field;
        json.Skip();
    }

    /// <summary>A count under the reader, also when written as <c>12.0</c>; null for any other type, a negative or a huge number.</summary>
    public static long? ReadCount(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            return null;
        }

        if (json.TryGetInt64(out long count))
        {
            return count < 0 ? null : count;
        }

        return json.TryGetDouble(out double value) && value is >= 0 and < 1e15 ? (long)value : null;
    }

    /// <summary>A string that is not empty, or an array or object that is not empty.</summary>
    public static bool HasSubstance(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return !json.ValueSpan.IsEmpty;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                int depth = json.CurrentDepth;
                json.Read();
                bool any = json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject);
                while (json.CurrentDepth > depth)
                {
                    json.Read();
                }

                return any;
            default:
                return false;
        }
    }

    /// <summary>Whether a text is one JSON object and nothing else, at most 64 levels deep.</summary>
    public static bool IsObject(string text)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            bool isObject = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (json.Read())
            {
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
