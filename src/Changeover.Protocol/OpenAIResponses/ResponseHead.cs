using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What a stream needs of a Response object: all but its output, which the stream has told already.</summary>
internal readonly record struct ResponseHead(string Id, string Model, long Created, string? Status, string? IncompleteReason, TokenUsage? Usage)
{
    /// <summary>Reads JSON that is known to be well formed; anything but an object has nothing to say.</summary>
    public static ResponseHead Read(ReadOnlySpan<byte> response)
    {
        string? id = null;
        string? model = null;
        string? status = null;
        string? reason = null;
        long created = 0;
        var usage = default(UsageCount);
        var json = new Utf8JsonReader(response);
        bool isObject = !response.IsEmpty && json.Read() && json.TokenType == JsonTokenType.StartObject;
        while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = Text(ref json);
            }
            else if (json.ValueTextEquals("model"u8))
            {
                model = Text(ref json);
            }
            else if (json.ValueTextEquals("status"u8))
            {
                status = Text(ref json);
            }
            else if (json.ValueTextEquals("created_at"u8))
            {
                json.Read();
                created = JsonText.ReadCount(ref json) ?? 0;
                json.Skip();
            }
            else if (json.ValueTextEquals("incomplete_details"u8))
            {
                reason = ReadReason(ref json);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                json.Read();
                usage.Read(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return new ResponseHead(id ?? "", model ?? "", created, status, reason, usage.ToUsage());
    }

    private static string? ReadReason(ref Utf8JsonReader json)
    {
        string? reason = null;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isReason = json.ValueTextEquals("reason"u8);
            string? text = Text(ref json);
            reason = isReason ? text : reason;
        }

        return reason;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        string? text = JsonText.ReadString(ref json);
        json.Skip();
        return text;
    }
}
