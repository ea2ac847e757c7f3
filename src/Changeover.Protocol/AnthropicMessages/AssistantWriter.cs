using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The model's turn in a request.</summary>
internal static class AssistantWriter
{
    public static void Write(BlockOutput to, ChatMessage message, string path, bool isLast)
    {
        TellOthers(to, message, path);
        IReadOnlyList<ContentPart> parts = isLast && !to.IsOwn ? Trimmed(message.Parts) : message.Parts;
        to.Json.WriteStartObject();
        to.Json.WriteString("role", "assistant");
        to.Json.WritePropertyName("content");
        if (message.ToolCalls.Count == 0 && parts is [ContentPart.Text])
        {
            BlockWriter.WriteContent(to, parts, $"{path}.content");
        }
        else
        {
            WriteBlocks(to, parts, message.ToolCalls, path);
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

    private static void WriteBlocks(BlockOutput to, IReadOnlyList<ContentPart> parts, IReadOnlyList<ToolCall> calls, string path)
    {
        to.Json.WriteStartArray();
        for (int i = 0; i < parts.Count; i++)
        {
            if (!to.IsOwn && parts[i] is ContentPart.Image or ContentPart.File or ContentPart.Audio)
            {
                to.Losses.Ignored($"{path}.content[{i}]", "the model's own turns are text");
            }
            else if (!BlockWriter.IsBlank(parts[i]))
            {
                BlockWriter.WriteBlock(to, parts[i], $"{path}.content[{i}]");
            }
        }

        for (int i = 0; i < calls.Count; i++)
        {
            if (calls[i].Seal is not null)
            {
                to.Losses.Ignored($"{path}.tool_calls[{i}].seal", "another provider's signature");
            }

            ToolWriter.WriteCall(to, calls[i], $"{path}.tool_calls[{i}]");
        }

        to.Json.WriteEndArray();
    }

    /// <summary>A begun answer must not end in white space.</summary>
    private static IReadOnlyList<ContentPart> Trimmed(IReadOnlyList<ContentPart> parts) =>
        parts is [.., ContentPart.Text last] ? [.. parts.SkipLast(1), last with { Value = last.Value.TrimEnd() }] : parts;
}
