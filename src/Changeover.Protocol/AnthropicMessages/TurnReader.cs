using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>One turn: a message; or the results of tools, each as a message of its own, and what the user says behind them.</summary>
internal static class TurnReader
{
    /// <summary>Extensions of a turn that holds nothing but results of tools are kept with the last of them, under this word and a dot.</summary>
    public const string TurnWord = "turn";

    public static List<ChatMessage> Read(JsonElement element, string path, FaultSink faults)
    {
        var turn = new JsonFields(element, path, faults);
        string role = turn.RequiredText("role");
        if (turn.Any("content") is null)
        {
            faults.Missing(turn.PathOf("content"));
        }

        switch (role)
        {
            case "assistant":
                return [AssistantReader.Read(turn)];
            case "system":
                // Instructions in mid-conversation (seen 2026-11, in beta).
                var system = new ChatMessage { Role = Role.System, Parts = BlockReader.ReadContent(turn, "content") };
                return [system with { Extensions = turn.Rest() }];
            case "user":
                return ReadUser(turn);
            default:
                faults.WrongValue(turn.PathOf("role"), "user or assistant");
                return [];
        }
    }

    private static List<ChatMessage> ReadUser(JsonFields turn)
    {
        var messages = new List<ChatMessage>();
        var parts = new List<ContentPart>();
        bool isText = turn.Any("content") is { ValueKind: JsonValueKind.String };
        foreach ((JsonElement item, string path) in isText ? [] : turn.Items("content"))
        {
            if (BlockReader.IsOfType(item, "tool_result"u8))
            {
                messages.Add(ReadResult(new JsonFields(item, path, turn.Faults)));
            }
            else
            {
                parts.Add(BlockReader.Read(item, path, turn.Faults));
            }
        }

        if (isText)
        {
            parts.AddRange(BlockReader.ReadContent(turn, "content"));
        }

        if (parts.Count > 0 || messages.Count == 0)
        {
            messages.Add(new ChatMessage { Role = Role.User, Parts = parts, Extensions = turn.Rest() });
        }
        else
        {
            messages[^1] = WithTurn(messages[^1], turn.Rest());
        }

        return messages;
    }

    private static ChatMessage ReadResult(JsonFields block)
    {
        block.Any("type");
        var message = new ChatMessage
        {
            Role = Role.Tool,
            ToolCallId = block.RequiredText("tool_use_id"),
            IsToolError = block.Flag("is_error") ?? false,
            Parts = BlockReader.ReadContent(block, "content"),
        };
        return message with { Extensions = block.Rest() };
    }

    private static ChatMessage WithTurn(ChatMessage message, IReadOnlyDictionary<string, string> rest)
    {
        if (rest.Count == 0)
        {
            return message;
        }

        var extensions = new Dictionary<string, string>(message.Extensions);
        foreach ((string name, string raw) in rest)
        {
            extensions[$"{TurnWord}.{name}"] = raw;
        }

        return message with { Extensions = extensions };
    }
}
