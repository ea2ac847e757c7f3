using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The inside of a chunk's <c>delta</c>.</summary>
internal static class DeltaWriter
{
    public static void Write(Utf8JsonWriter json, ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.TextDelta text:
                json.WriteString("content", text.Text);
                break;
            case ChatEvent.ReasoningDelta reasoning:
                json.WriteString("reasoning_content", reasoning.Text);
                break;
            case ChatEvent.RefusalDelta refusal:
                json.WriteString("refusal", refusal.Text);
                break;
            case ChatEvent.ToolCallStarted { IsLegacyFunction: true } call:
                json.WriteStartObject("function_call");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", "");
                json.WriteEndObject();
                break;
            case ChatEvent.ToolCallStarted call:
                OpenCall(json, call.Index);
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", "");
                CloseCall(json);
                break;
            case ChatEvent.ToolCallDelta { Index: ChatEvent.LegacyFunctionIndex } call:
                json.WriteStartObject("function_call");
                json.WriteString("arguments", call.Arguments);
                json.WriteEndObject();
                break;
            case ChatEvent.ToolCallDelta call:
                OpenCall(json, call.Index);
                json.WriteStartObject("function");
                json.WriteString("arguments", call.Arguments);
                CloseCall(json);
                break;
        }
    }

    private static void OpenCall(Utf8JsonWriter json, int index)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
    }

    private static void CloseCall(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
