using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.ChoiceChunks;

/// <summary>One object of a list of choices. Tolerant: what has the wrong type reads as absent.</summary>
internal static class ChoiceReader
{
    /// <summary>From the start of the object to its end.</summary>
    public static void Read(ref Utf8JsonReader json, ChoiceChunk chunk)
    {
        chunk.Clear();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("message"u8) || json.Is("delta"u8))
            {
                ReadMessage(ref json, chunk);
            }
            else if (json.Is("finish_reason"u8))
            {
                json.Read();
                chunk.Finish = FinishReasons.Read(ref json);
                json.Skip();
            }
            else if (json.Is("index"u8))
            {
                chunk.Index = ReadIndex(ref json) ?? 0;
            }
            else if (json.Is("logprobs"u8))
            {
                chunk.Logprobs = ReadLogprobs(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void ReadMessage(ref Utf8JsonReader json, ChoiceChunk chunk)
    {
        if (!Enter(ref json, JsonTokenType.StartObject))
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("content"u8))
            {
                chunk.Text = ReadContent(ref json);
            }
            else if (json.Is("reasoning_content"u8))
            {
                chunk.Reasoning = ReadText(ref json);
            }
            else if (json.Is("tool_calls"u8))
            {
                ReadCalls(ref json, chunk.Calls);
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>A text, or a list of parts of which only texts count (DashScope's multimodal models, seen 2026-11).</summary>
    private static string? ReadContent(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            string? text = JsonText.ReadString(ref json);
            json.Skip();
            return text;
        }

        string? whole = null;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                whole += ReadPart(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return whole;
    }

    private static string? ReadPart(ref Utf8JsonReader json)
    {
        string? text = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("text"u8))
            {
                text = ReadText(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return text;
    }

    private static void ReadCalls(ref Utf8JsonReader json, List<CallChunk> calls)
    {
        if (!Enter(ref json, JsonTokenType.StartArray))
        {
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                calls.Add(ReadCall(ref json));
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static CallChunk ReadCall(ref Utf8JsonReader json)
    {
        var call = new CallChunk(null, "", "", "");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("id"u8))
            {
                call = call with { Id = ReadText(ref json) ?? "" };
            }
            else if (json.Is("index"u8))
            {
                call = call with { Index = ReadIndex(ref json) };
            }
            else if (json.Is("function"u8))
            {
                call = ReadFunction(ref json, call);
            }
            else
            {
                json.Skip();
            }
        }

        return call;
    }

    private static CallChunk ReadFunction(ref Utf8JsonReader json, CallChunk call)
    {
        if (!Enter(ref json, JsonTokenType.StartObject))
        {
            return call;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("name"u8))
            {
                call = call with { Name = ReadText(ref json) ?? "" };
            }
            else if (json.Is("arguments"u8))
            {
                call = call with { Arguments = ReadText(ref json) ?? "" };
            }
            else
            {
                json.Skip();
            }
        }

        return call;
    }

    private static IReadOnlyList<TokenLogprob>? ReadLogprobs(ref Utf8JsonReader json)
    {
        json.Read();
        return LogprobsReader.ReadValue(JsonElement.ParseValue(ref json));
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        string? text = JsonText.ReadString(ref json);
        json.Skip();
        return text;
    }

    private static int? ReadIndex(ref Utf8JsonReader json)
    {
        json.Read();
        long? index = JsonText.ReadCount(ref json);
        json.Skip();
        return (int?)(index is > int.MaxValue ? null : index);
    }

    /// <summary>To the start of the value if it is of the wanted kind, else to its end.</summary>
    private static bool Enter(ref Utf8JsonReader json, JsonTokenType wanted)
    {
        json.Read();
        if (json.TokenType == wanted)
        {
            return true;
        }

        json.Skip();
        return false;
    }
}
