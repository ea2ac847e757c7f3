using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The model's turn in a request.</summary>
internal static class AssistantWriter
{
    public static void Write(BlockOutput to, ChatMessage message, string path, bool isLast)
    {
        TellOthers(to, message, path);
        ChatMessage turn = isLast && !to.IsOwn ? message with { Parts = Trimmed(message.Parts) } : message;
        to.Json.WriteStartObject();
        to.Json.WriteString("role", "assistant");
        to.Json.WritePropertyName("content");
        if (turn is { ToolCalls: [], Parts: [ContentPart.Text] })
        {
            BlockWriter.WriteContent(to, turn.Parts, $"{path}.content");
        }
        else
        {
            WriteBlocks(to, turn, path);
        }

        to.WriteOwn(message.Extensions);
        to.Json.WriteEndObject();
    }

    /// <summary>Of what came in another dialect, the model's own turns keep text, and thinking that this provider has signed.</summary>
    public static bool IsKept(ContentPart part) =>
        part is ContentPart.Text or ContentPart.Refusal or ContentPart.Reasoning { Seal.Origin: Dialect.AnthropicMessages } && !BlockWriter.IsBlank(part);

    private static void TellOthers(BlockOutput to, ChatMessage message, string path)
    {
        if (message.Reasoning is not null)
        {
            to.Losses.Ignored($"{path}.reasoning_content", "only reasoning that this provider has signed is taken back");
        }

        if (message.Name is not null)
        {
            to.Losses.Ignored($"{path}.name", "the dialect has no names of speakers");
        }
    }

    private static void WriteBlocks(BlockOutput to, ChatMessage turn, string path)
    {
        to.Json.WriteStartArray();
        foreach ((bool isCall, int i) in BlockOrder.Of(turn))
        {
            if (isCall)
            {
                WriteCall(to, turn.ToolCalls[i], $"{path}.tool_calls[{i}]");
            }
            else if (!to.IsOwn && turn.Parts[i] is ContentPart.Image or ContentPart.File or ContentPart.Audio)
            {
                to.Losses.Ignored($"{path}.content[{i}]", "the model's own turns are text");
            }
            else if (!BlockWriter.IsBlank(turn.Parts[i]))
            {
                BlockWriter.WriteBlock(to, turn.Parts[i], $"{path}.content[{i}]");
            }
        }

        to.Json.WriteEndArray();
    }

    private static void WriteCall(BlockOutput to, ToolCall call, string path)
    {
        if (call.Seal is not null)
        {
            to.Losses.Ignored($"{path}.seal", "another provider's signature");
        }

        ToolWriter.WriteCall(to, call, path);
    }

    /// <summary>A begun answer must not end in white space.</summary>
    private static IReadOnlyList<ContentPart> Trimmed(IReadOnlyList<ContentPart> parts) =>
        parts is [.., ContentPart.Text last] ? [.. parts.SkipLast(1), last with { Value = last.Value.TrimEnd() }] : parts;
}
