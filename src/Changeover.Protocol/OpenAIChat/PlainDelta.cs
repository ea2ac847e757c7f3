using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The chunk that nearly every chunk is: one choice that goes on with some text, reasoning, or a call's arguments, and nothing else. Read without a document; whatever else a chunk holds, it is not plain, and is read the long way.</summary>
internal struct PlainDelta
{
    private string? _words;
    private int? _call;

    /// <summary>Index of the choice.</summary>
    public int Choice { get; private set; }

    /// <summary>What goes on.</summary>
    public PlainKind Kind { get; private set; }

    /// <summary>Index of the call whose arguments go on.</summary>
    public readonly int Call => _call ?? 0;

    /// <summary>False = not plain, or not JSON.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out PlainDelta delta)
    {
        delta = default;
        var json = new Utf8JsonReader(data);
        try
        {
            return delta.TryRead(ref json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>As an event of the stream.</summary>
    public readonly ChatEvent ToEvent() => Kind switch
    {
        PlainKind.Text => new ChatEvent.TextDelta(Choice, _words!),
        PlainKind.Reasoning => new ChatEvent.ReasoningDelta(Choice, _words!),
        _ => new ChatEvent.ToolCallDelta(Choice, Call, _words!),
    };

    private bool TryRead(ref Utf8JsonReader json)
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
            else if (choices++ > 0 || !Enters(ref json, JsonTokenType.StartArray) || !TryReadChoice(ref json))
            {
                return false;
            }
        }

        // A call that says nothing may be one that begins.
        return choices == 1 && _words is not null && (_call is null || Kind == PlainKind.Arguments);
    }

    private bool TryReadChoice(ref Utf8JsonReader json)
    {
        if (!Enters(ref json, JsonTokenType.StartObject))
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("index"u8))
            {
                if (ReadIndex(ref json) is not { } index)
                {
                    return false;
                }

                Choice = index;
            }
            else if (json.ValueTextEquals("delta"u8))
            {
                if (_words is not null || !Enters(ref json, JsonTokenType.StartObject) || !TryReadDelta(ref json))
                {
                    return false;
                }
            }
            else if (!Enters(ref json, JsonTokenType.Null))
            {
                // A finish reason, log-probabilities, somebody's own field.
                return false;
            }
        }

        return Enters(ref json, JsonTokenType.EndArray);
    }

    private bool TryReadDelta(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isPlain = json.ValueTextEquals("content"u8) ? TryTake(ref json, PlainKind.Text)
                : json.ValueTextEquals("reasoning_content"u8) ? TryTake(ref json, PlainKind.Reasoning)
                : json.ValueTextEquals("tool_calls"u8) ? TryReadCalls(ref json)
                : json.ValueTextEquals("role"u8) ? json.Read() && json.TokenType is JsonTokenType.String or JsonTokenType.Null
                : Enters(ref json, JsonTokenType.Null);
            if (!isPlain)
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadCalls(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return json.TokenType == JsonTokenType.Null;
        }

        if (!Enters(ref json, JsonTokenType.StartObject))
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isPlain = json.ValueTextEquals("index"u8) ? _call is null && (_call = ReadIndex(ref json)) is not null
                : json.ValueTextEquals("function"u8) ? Enters(ref json, JsonTokenType.StartObject) && TryReadFunction(ref json)
                : json.ValueTextEquals("type"u8) ? Enters(ref json, JsonTokenType.String)
                : Enters(ref json, JsonTokenType.Null);
            if (!isPlain)
            {
                return false;
            }
        }

        return _call is not null && Enters(ref json, JsonTokenType.EndArray);
    }

    private bool TryReadFunction(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!(json.ValueTextEquals("arguments"u8) ? TryTake(ref json, PlainKind.Arguments) : Enters(ref json, JsonTokenType.Null)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Words of one kind, once; none at all say nothing.</summary>
    private bool TryTake(ref Utf8JsonReader json, PlainKind kind)
    {
        if (!json.Read() || json.TokenType == JsonTokenType.Null)
        {
            return json.TokenType == JsonTokenType.Null;
        }

        if (JsonText.ReadString(ref json) is not { } words || (words.Length > 0 && _words is not null))
        {
            return false;
        }

        (_words, Kind) = words.Length > 0 ? (words, kind) : (_words, Kind);
        return true;
    }

    private static int? ReadIndex(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out int index) && index >= 0 ? index : null;

    private static bool Enters(ref Utf8JsonReader json, JsonTokenType token) => json.Read() && json.TokenType == token;
}
