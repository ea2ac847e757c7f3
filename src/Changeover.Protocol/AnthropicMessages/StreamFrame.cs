using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>What a frame of a stream says, read without a tree; enough of it for the frames that come by the hundred.</summary>
internal struct StreamFrame
{
    public FrameType Type { get; private set; }

    public long Index { get; private set; }

    public DeltaType Delta { get; private set; }

    /// <summary>What the delta adds; null when it is of a kind that is not known.</summary>
    public string? Text { get; private set; }

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A string has half of a surrogate pair.</exception>
    public static StreamFrame Read(ReadOnlySpan<byte> data)
    {
        var frame = default(StreamFrame);
        var json = new Utf8JsonReader(data);
        if (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                frame.ReadProperty(ref json);
            }
        }

        return frame;
    }

    private void ReadProperty(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("type"u8))
        {
            json.Read();
            Type = TypeOf(ref json, Type);
            json.Skip();
        }
        else if (json.ValueTextEquals("index"u8))
        {
            json.Read();
            Index = JsonText.ReadCount(ref json) ?? 0;
            json.Skip();
        }
        else if (json.ValueTextEquals("delta"u8))
        {
            json.Read();
            ReadDelta(ref json);
        }
        else
        {
            // Some proxies send errors without a type.
            bool isError = Type == FrameType.Other && json.ValueTextEquals("error"u8);
            json.Read();
            Type = isError && json.TokenType != JsonTokenType.Null ? FrameType.Error : Type;
            json.Skip();
        }
    }

    private void ReadDelta(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            DeltaType delta = json.ValueTextEquals("text"u8) ? DeltaType.Text
                : json.ValueTextEquals("partial_json"u8) ? DeltaType.Input
                : json.ValueTextEquals("thinking"u8) ? DeltaType.Thinking
                : json.ValueTextEquals("signature"u8) ? DeltaType.Signature
                : DeltaType.Other;
            json.Read();
            if (delta != DeltaType.Other && json.TokenType == JsonTokenType.String)
            {
                Delta = delta;
                Text = JsonText.ReadString(ref json);
            }

            json.Skip();
        }
    }

    private static FrameType TypeOf(ref Utf8JsonReader json, FrameType otherwise) =>
        json.TokenType != JsonTokenType.String ? otherwise
        : json.ValueTextEquals("content_block_delta"u8) ? FrameType.BlockDelta
        : json.ValueTextEquals("content_block_start"u8) ? FrameType.BlockStart
        : json.ValueTextEquals("content_block_stop"u8) ? FrameType.BlockStop
        : json.ValueTextEquals("message_start"u8) ? FrameType.MessageStart
        : json.ValueTextEquals("message_delta"u8) ? FrameType.MessageDelta
        : json.ValueTextEquals("message_stop"u8) ? FrameType.MessageStop
        : json.ValueTextEquals("error"u8) ? FrameType.Error
        : otherwise;
}
