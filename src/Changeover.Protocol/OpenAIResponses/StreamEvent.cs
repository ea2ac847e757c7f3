using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>One event of a stream, found in one pass over its bytes, without a tree; its texts are made when they are asked for.</summary>
internal ref struct StreamEvent(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private ByteRange _delta;
    private ByteRange _item;
    private ByteRange _response;
    private ByteRange _logprobs;

    public EventKind Kind { get; private set; }

    /// <summary>There is an <c>error</c> at the top, whatever the event's type.</summary>
    public bool HasError { get; private set; }

    public int OutputIndex { get; private set; }

    public int SummaryIndex { get; private set; }

    /// <summary>The <c>item</c> as JSON; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Item => Slice(_item);

    /// <summary>The <c>response</c> as JSON; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Response => Slice(_response);

    /// <summary>The <c>logprobs</c> as JSON; empty when there are none.</summary>
    public readonly ReadOnlySpan<byte> Logprobs => Slice(_logprobs);

    /// <summary>The <c>delta</c>; empty when there is none.</summary>
    public readonly string Delta()
    {
        if (_delta.IsEmpty)
        {
            return "";
        }

        var json = new Utf8JsonReader(Slice(_delta));
        json.Read();
        return JsonText.ReadString(ref json) ?? "";
    }

    /// <summary>False when the bytes are not one JSON object.</summary>
    public bool TryRead()
    {
        try
        {
            var json = new Utf8JsonReader(_data);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref json);
            }

            json.Read(); // anything behind the object is a syntax error
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadProperty(scoped ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("type"u8))
        {
            json.Read();
            Kind = EventKinds.Of(ref json);
            json.Skip();
        }
        else if (json.ValueTextEquals("delta"u8))
        {
            _delta = Value(ref json);
        }
        else if (json.ValueTextEquals("output_index"u8))
        {
            OutputIndex = Index(ref json);
        }
        else if (json.ValueTextEquals("summary_index"u8))
        {
            SummaryIndex = Index(ref json);
        }
        else if (json.ValueTextEquals("logprobs"u8))
        {
            _logprobs = Value(ref json);
        }
        else if (json.ValueTextEquals("item"u8))
        {
            _item = Value(ref json);
        }
        else if (json.ValueTextEquals("response"u8))
        {
            _response = Value(ref json);
        }
        else if (json.ValueTextEquals("error"u8))
        {
            json.Read();
            HasError = JsonText.HasSubstance(ref json);
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }

    private static ByteRange Value(ref Utf8JsonReader json)
    {
        json.Read();
        int start = (int)json.TokenStartIndex;
        json.Skip();
        return ByteRange.Between(start, (int)json.BytesConsumed);
    }

    private static int Index(ref Utf8JsonReader json)
    {
        json.Read();
        int index = (int)Math.Min(JsonText.ReadCount(ref json) ?? 0, int.MaxValue);
        json.Skip();
        return index;
    }

    private readonly ReadOnlySpan<byte> Slice(ByteRange range) => _data.Slice(range.Start, range.Length);
}
