using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The conversation. Results of tools in a row, and what the user says behind them, are one turn; the user begins.</summary>
internal static class TurnWriter
{
    /// <summary>Says that something was said, in no language.</summary>
    private const string UnknownBeginning = "…";

    /// <summary>False = it holds nothing that the dialect takes, and is left out; in the dialect's own requests nothing is.</summary>
    public static bool IsWritten(ChatMessage message, Dialect from) => from == Dialect.AnthropicMessages || !IsEmpty(message);

    public static void Write(BlockOutput to, IReadOnlyList<ChatMessage> messages)
    {
        to.Json.WriteStartArray("messages");
        bool isFirst = true;
        for (int i = SystemWriter.Leading(messages); i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            if (!to.IsOwn && IsEmpty(message))
            {
                TellEmpty(to, message, i);
                continue;
            }

            switch (message.Role)
            {
                case Role.Assistant:
                    WriteBeginning(to, isFirst);
                    AssistantWriter.Write(to, message, $"messages[{i}]", isLast: i == messages.Count - 1);
                    break;
                case Role.Tool:
                    i = WriteResults(to, messages, i);
                    break;
                case Role.User:
                    WriteTurn(to, message, "user", i);
                    break;
                case Role.System or Role.Developer when to.IsOwn:
                    WriteTurn(to, message, "system", i);
                    break;
            }

            isFirst = false;
        }

        WriteBeginning(to, isFirst);
        to.Json.WriteEndArray();
    }

    private static bool IsEmpty(ChatMessage message) => message.Role switch
    {
        Role.User => !message.Parts.Any(part => part is ContentPart.Text or ContentPart.Refusal or ContentPart.Image or ContentPart.File && !BlockWriter.IsBlank(part)),
        Role.Assistant => message.ToolCalls.Count == 0 && !message.Parts.Any(AssistantWriter.IsKept),
        _ => false,
    };

    private static void TellEmpty(BlockOutput to, ChatMessage message, int index)
    {
        if (message.Reasoning is not null || message.Parts.Any(part => part is not ContentPart.Text))
        {
            to.Losses.Ignored($"messages[{index}]", "nothing of it can be said in the dialect");
        }
    }

    private static void WriteBeginning(BlockOutput to, bool isFirst)
    {
        if (!isFirst || to.IsOwn)
        {
            return;
        }

        to.Losses.Emulated("messages", "the user must begin: three dots stand for what was said before");
        to.Json.WriteStartObject();
        to.Json.WriteString("role", "user");
        to.Json.WriteString("content", UnknownBeginning);
        to.Json.WriteEndObject();
    }

    private static void WriteTurn(BlockOutput to, ChatMessage message, string role, int index)
    {
        to.Json.WriteStartObject();
        to.Json.WriteString("role", role);
        to.Json.WritePropertyName("content");
        BlockWriter.WriteContent(to, message.Parts, $"messages[{index}].content");
        CloseTurn(to, message, index);
    }

    private static void CloseTurn(BlockOutput to, ChatMessage message, int index)
    {
        if (message.Name is not null)
        {
            to.Losses.Ignored($"messages[{index}].name", "the dialect has no names of speakers");
        }

        to.WriteOwn(message.Extensions);
        to.Json.WriteEndObject();
    }

    /// <summary>Gives the index of the last message that is in the turn.</summary>
    private static int WriteResults(BlockOutput to, IReadOnlyList<ChatMessage> messages, int first)
    {
        to.Json.WriteStartObject();
        to.Json.WriteString("role", "user");
        to.Json.WriteStartArray("content");
        int i = first;
        for (; i < messages.Count && messages[i].Role == Role.Tool; i++)
        {
            WriteResult(to, messages[i], $"messages[{i}].content");
        }

        if (i < messages.Count && messages[i].Role == Role.User)
        {
            BlockWriter.WriteBlocks(to, messages[i].Parts, $"messages[{i}].content");
            to.Json.WriteEndArray();
            CloseTurn(to, messages[i], i);
            return i;
        }

        to.Json.WriteEndArray();
        to.WriteOwnInside(messages[i - 1].Extensions, TurnReader.TurnWord);
        to.Json.WriteEndObject();
        return i - 1;
    }

    private static void WriteResult(BlockOutput to, ChatMessage message, string path)
    {
        to.Json.WriteStartObject();
        to.Json.WriteString("type", "tool_result");
        to.Json.WriteString("tool_use_id", message.ToolCallId ?? "");
        if (message.Parts.Count > 0)
        {
            to.Json.WritePropertyName("content");
            BlockWriter.WriteContent(to, message.Parts, path);
        }

        to.Json.WriteOptional("is_error", message.IsToolError ? true : null);
        to.WriteOwn(message.Extensions, TurnReader.TurnWord);
        to.Json.WriteEndObject();
    }
}
