using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The part of an outline's pass that looks for the kinds of content in <c>messages</c>.</summary>
internal struct MessagesPass
{
    public bool HasImages { get; private set; }

    public bool HasAudio { get; private set; }

    public bool HasFiles { get; private set; }

    public void Read(ref StrictJsonReader json)
    {
        if (json.Token != JsonTokenType.StartArray)
        {
            json.WrongType("messages", "an array");
            return;
        }

        int count = 0;
        while (json.ReadElement())
        {
            if (json.Token != JsonTokenType.StartObject)
            {
                json.WrongType($"messages[{count}]", "an object");
                return;
            }

            ReadMessage(ref json);
            count++;
        }

        if (count == 0)
        {
            json.Fail(RequestFaultCode.InvalidValue, "'messages' must hold at least one message.", "messages");
        }
    }

    private void ReadMessage(ref StrictJsonReader json)
    {
        while (json.ReadName())
        {
            bool isContent = json.Json.ValueTextEquals("content"u8);
            json.Read();
            if (isContent && json.Token == JsonTokenType.StartArray)
            {
                while (json.ReadElement())
                {
                    ReadPart(ref json);
                }
            }
            else
            {
                json.SkipValue();
            }
        }
    }

    private void ReadPart(ref StrictJsonReader json)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            json.SkipValue();
            return;
        }

        while (json.ReadName())
        {
            bool isType = json.Json.ValueTextEquals("type"u8);
            json.Read();
            if (isType && json.Token == JsonTokenType.String)
            {
                HasImages |= json.Json.ValueTextEquals("image_url"u8);
                HasAudio |= json.Json.ValueTextEquals("input_audio"u8);
                HasFiles |= json.Json.ValueTextEquals("file"u8);
            }
            else
            {
                json.SkipValue();
            }
        }
    }
}
