using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Changeover.Inference.Templates.Values;

/// <summary>JSON read as Python's <c>json.loads</c> reads it.</summary>
internal static class JsonValues
{
    public static object? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var dictionary = new DictionaryValue();
                foreach (var property in element.EnumerateObject())
                {
                    dictionary[property.Name] = Of(property.Value);
                }

                return dictionary;
            case JsonValueKind.Array:
                return new ListValue([.. element.EnumerateArray().Select(Of)]);
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return Number(element);
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }

    /// <summary>The value of a JSON object's text; the text itself where it is anything else.</summary>
    public static object ObjectOrText(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement)! : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static object Number(JsonElement element)
    {
        var raw = element.GetRawText();
        return element.TryGetInt64(out var whole) ? whole
            : raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && raw.Length <= 4300 ? BigInteger.Parse(raw, CultureInfo.InvariantCulture)
            : element.GetDouble();
    }
}
