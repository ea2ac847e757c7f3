using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The chunk that nearly every chunk is: one choice, some text and nothing else. Read without a document; whatever else a chunk holds, it is not plain, and is read the long way.</summary>
internal static class PlainDelta
{
    /// <summary>False = not plain, or not JSON.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out int choice, out string text)
    {
        (choice, text) = (0, "");
        var json = new Utf8JsonReader(data);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            int choices = 0;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (!json.ValueTextEquals("choices"u8))
                {
                    json.Skip();
                }
                else if (!json.Read() || json.TokenType != JsonTokenType.StartArray || choices++ > 0 || !TryReadOnly(ref json, ref choice, ref text))
                {
                    return false;
                }
            }

            return choices == 1 && text.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadOnly(ref Utf8JsonReader json, ref int choice, ref string text)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("index"u8))
            {
                if (!json.Read() || json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out choice) || choice < 0)
                {
                    return false;
                }
            }
            else if (json.ValueTextEquals("delta"u8))
            {
                if (!json.Read() || json.TokenType != JsonTokenType.StartObject || text.Length > 0 || !TryReadText(ref json, ref text))
                {
                    return false;
                }
            }
            else if (!json.Read() || json.TokenType != JsonTokenType.Null)
            {
                // A finish reason, log-probabilities, somebody's own field.
                return false;
            }
        }

        return json.Read() && json.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryReadText(ref Utf8JsonReader json, ref string text)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isContent = json.ValueTextEquals("content"u8);
            bool isRole = json.ValueTextEquals("role"u8);
            if (!json.Read())
            {
                return false;
            }

            if (isContent && json.TokenType == JsonTokenType.String && text.Length == 0 && !json.ValueIsEscaped)
            {
                text = JsonText.ReadString(ref json)!;
            }
            else if (json.TokenType != JsonTokenType.Null && !(isRole && json.TokenType == JsonTokenType.String))
            {
                return false;
            }
        }

        return true;
    }
}
