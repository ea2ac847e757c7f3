using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The model's turn in a request.</summary>
internal static class AssistantWriter
{
    public static void Write(BlockOutput to, ChatMessage message, string path)
    {
        if (message.Reasoning is not null)
        {
            to.Losses.Ignored($"{path}.reasoning_content", "only reasoning that this provider has signed is taken back");
        }

        if (message.Name is not null)
        {
            to.Losses.Ignored($"{path}.name", "the dialect has no names of speakers");
        }

        to.Json.WriteStartObject();
        to.Json.WriteString("role", "assistant");
        if (message.ToolCalls.Count == 0)
        {
            to.Json.WritePropertyName("content");
            BlockWriter.WriteContent(to, message.Parts, $"{path}.content");
        }
        else
        {
            to.Json.WriteStartArray("content");
            BlockWriter.WriteBlocks(to, message.Parts, $"{path}.content");
            for (int i = 0; i < message.ToolCalls.Count; i++)
            {
                WriteCall(to, message.ToolCalls[i], $"{path}.tool_calls[{i}]");
            }

            to.Json.WriteEndArray();
        }

        to.WriteOwn(message.Extensions);
        to.Json.WriteEndObject();
    }

    private static void WriteCall(BlockOutput to, ToolCall call, string path)
    {
        if (call.Seal is not null)
        {
            to.Losses.Ignored($"{path}.seal", "another provider's signature");
        }

        ToolWriter.WriteCall(to, call, path);
    }
}
