using System.Text.Encodings.Web;
using System.Text.Json;

namespace Changeover.Protocol.Json;

/// <summary>How this dialect's writers write.</summary>
internal static class JsonOutput
{
    /// <summary>Text as it is, with no escapes beyond JSON's own.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    /// <summary>
    /// A call's arguments as the object that some dialects want. What is no object stands inside one, under a name of ours. Written anew and
    /// not as they stand: a line break between two values would end an event.
    /// </summary>
    /// <returns>Whether they are an object, or nothing at all.</returns>
    public static bool WriteArguments(this Utf8JsonWriter json, string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments))
        {
            json.WriteStartObject();
            json.WriteEndObject();
            return true;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(arguments);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                document.RootElement.WriteTo(json);
                return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What a model wrote need not be JSON.
        }

        json.WriteStartObject();
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        return false;
    }

    /// <summary>Extensions that belong to the object itself: all but those under one of <paramref name="nested"/> and a dot.</summary>
    public static void WriteExtensions(this Utf8JsonWriter json, IReadOnlyDictionary<string, string> extensions, params ReadOnlySpan<string> nested)
    {
        foreach ((string name, string raw) in extensions)
        {
            if (!IsInsideAny(name, nested))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(raw);
            }
        }
    }

    /// <summary>Extensions that belong to the object under <paramref name="outer"/>: all but those under one of <paramref name="nested"/> and a dot, which stand deeper.</summary>
    public static void WriteExtensionsInside(this Utf8JsonWriter json, IReadOnlyDictionary<string, string> extensions, string outer, params ReadOnlySpan<string> nested)
    {
        foreach ((string name, string raw) in extensions)
        {
            if (IsInside(name, outer) && !IsInsideAny(name, nested))
            {
                json.WritePropertyName(name.AsSpan(outer.Length + 1));
                json.WriteRawValue(raw);
            }
        }
    }

    public static bool HasExtensionsInside(IReadOnlyDictionary<string, string> extensions, string nested) =>
        extensions.Keys.Any(name => IsInside(name, nested));

    private static bool IsInsideAny(string name, ReadOnlySpan<string> nested)
    {
        foreach (string outer in nested)
        {
            if (IsInside(name, outer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInside(string name, string nested) =>
        name.Length > nested.Length && name[nested.Length] == '.' && name.StartsWith(nested, StringComparison.Ordinal);
}
