using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>Calls of an answer: without ids, and with arguments as an object.</summary>
internal static class CallWriter
{
    public static void Write(Utf8JsonWriter json, string name, string arguments, int index, LossList losses)
    {
        json.WriteStartObject();
        json.WriteStartObject("function");
        json.WriteNumber("index", index);
        json.WriteString("name", name);
        json.WritePropertyName("arguments");
        if (!json.WriteArguments(arguments))
        {
            losses.Emulated("tool_calls.arguments", "arguments that are no JSON object are put into one");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
