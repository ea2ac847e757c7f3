using System.Text.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>The <c>response</c> of a function: Gemini wants an object, others a text. The words <c>output</c> and <c>error</c> are Google's own.</summary>
internal static class FunctionResult
{
    private const string Output = "output";
    private const string Error = "error";

    /// <summary>A lone text under one of the two words is the text; any other object is its JSON.</summary>
    public static (string Text, bool IsError) Read(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Object && response.EnumerateObject().ToArray() is [{ Value.ValueKind: JsonValueKind.String } only])
        {
            string text = only.Value.GetString()!;
            if (only.NameEquals(Error) || (only.NameEquals(Output) && !IsObject(text)))
            {
                return (text, only.NameEquals(Error));
            }
        }

        return (response.GetRawText(), false);
    }

    public static void Write(Utf8JsonWriter json, string text, bool isError)
    {
        json.WritePropertyName("response");
        if (!isError && IsObject(text))
        {
            json.WriteRawValue(text);
            return;
        }

        json.WriteStartObject();
        json.WriteString(isError ? Error : Output, text);
        json.WriteEndObject();
    }

    /// <summary>Whether the text is one JSON object.</summary>
    public static bool IsObject(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
