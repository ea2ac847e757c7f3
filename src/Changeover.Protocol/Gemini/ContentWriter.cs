using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>The conversation: instructions apart, results in a row as one turn of the user.</summary>
internal static class ContentWriter
{
    public static void Write(RequestStep step)
    {
        IReadOnlyList<ChatMessage> messages = step.Request.Messages;
        var calls = new Dictionary<string, (ToolCall Call, int Place)>(StringComparer.Ordinal);
        step.Json.WriteStartArray("contents");
        for (int index = 0; index < messages.Count; index++)
        {
            switch (messages[index].Role)
            {
                case Role.System or Role.Developer:
                    break;
                case Role.Tool:
                    index = WriteResults(step, index, calls);
                    break;
                case Role.Assistant:
                    WriteModel(step, index, calls);
                    break;
                default:
                    WriteTurn(step, index, "user");
                    break;
            }
        }

        if (!step.IsOwn && messages.All(message => message.Role is Role.System or Role.Developer))
        {
            WriteSomething(step);
        }

        step.Json.WriteEndArray();
        WriteInstruction(step);
    }

    /// <summary>Instructions alone are no request: "contents is not specified" (seen 2026-11).</summary>
    private static void WriteSomething(RequestStep step)
    {
        step.Losses.Emulated("messages", "somebody must speak: three dots stand for it");
        Open(step.Json, "user");
        ModelPart.WriteText(step.Json, "…", isThought: false, null);
        step.Json.WriteEndArray();
        step.Json.WriteEndObject();
    }

    private static void WriteInstruction(RequestStep step)
    {
        IReadOnlyList<ChatMessage> messages = step.Request.Messages;
        int[] places = [.. Enumerable.Range(0, messages.Count).Where(index => messages[index].Role is Role.System or Role.Developer)];
        if (places.Length == 0)
        {
            return;
        }

        bool any = false;
        step.Json.WriteStartObject("systemInstruction");
        step.Json.WriteStartArray("parts");
        foreach (int place in places)
        {
            any |= PartWriter.WriteAll(step, messages[place], step.PathOf(place));
        }

        if (!any)
        {
            PartWriter.WriteNothing(step);
        }

        step.Json.WriteEndArray();
        WriteExtensions(step, messages[places[0]]);
        step.Json.WriteEndObject();
    }

    private static void WriteTurn(RequestStep step, int index, string role)
    {
        ChatMessage message = step.Request.Messages[index];
        Open(step.Json, role);
        if (!PartWriter.WriteAll(step, message, step.PathOf(index)))
        {
            PartWriter.WriteNothing(step);
        }

        Close(step, message);
    }

    private static void WriteModel(RequestStep step, int index, Dictionary<string, (ToolCall Call, int Place)> calls)
    {
        ChatMessage message = step.Request.Messages[index];
        Open(step.Json, "model");
        if (message.Reasoning is { Length: > 0 } reasoning)
        {
            ModelPart.WriteText(step.Json, reasoning, isThought: true, null);
        }

        if (!PartWriter.WriteAll(step, message, step.PathOf(index)) && message.ToolCalls.Count == 0)
        {
            PartWriter.WriteNothing(step);
        }

        for (int place = 0; place < message.ToolCalls.Count; place++)
        {
            ToolCall call = message.ToolCalls[place];
            calls[call.Id] = (call, place);
            CallWriter.Write(step, call, $"{step.PathOf(index)}.tool_calls[{place}]", isFirst: place == 0);
        }

        Close(step, message);
    }

    /// <summary>Writes the results from <paramref name="index"/> on, in the order of their calls, since there may be no ids; gives the place of the last one.</summary>
    private static int WriteResults(RequestStep step, int index, Dictionary<string, (ToolCall Call, int Place)> calls)
    {
        IReadOnlyList<ChatMessage> messages = step.Request.Messages;
        int count = messages.Skip(index).TakeWhile(message => message.Role == Role.Tool).Count();
        Open(step.Json, "user");
        foreach (int place in Enumerable.Range(index, count).OrderBy(place => CallOf(place)?.Place ?? int.MaxValue))
        {
            CallWriter.WriteResult(step, messages[place], CallOf(place)?.Call, step.PathOf(place));
        }

        step.Json.WriteEndArray();
        step.Json.WriteEndObject();
        return index + count - 1;

        (ToolCall Call, int Place)? CallOf(int place) => messages[place].ToolCallId is { } id && calls.TryGetValue(id, out (ToolCall, int) call) ? call : null;
    }

    private static void Open(Utf8JsonWriter json, string role)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteStartArray("parts");
    }

    private static void Close(RequestStep step, ChatMessage message)
    {
        step.Json.WriteEndArray();
        WriteExtensions(step, message);
        step.Json.WriteEndObject();
    }

    private static void WriteExtensions(RequestStep step, ChatMessage message)
    {
        if (step.IsOwn)
        {
            step.Json.WriteExtensions(message.Extensions);
        }
    }
}
