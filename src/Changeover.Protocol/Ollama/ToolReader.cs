using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>Tools, and calls of them.</summary>
internal static class ToolReader
{
    public static void ReadTools(JsonFields fields, out IReadOnlyList<ToolDefinition> known, out IReadOnlyList<string> raw)
    {
        var functions = new List<ToolDefinition>();
        var others = new List<string>();
        foreach ((JsonElement Element, string Path) item in fields.Items("tools"))
        {
            JsonFields tool = fields.Element(item);
            tool.Text("type");
            if (tool.Inside("function") is not { } function)
            {
                others.Add(item.Element.GetRawText());
                continue;
            }

            var read = new ToolDefinition(function.RequiredText("name"), function.Text("description"), function.Any("parameters")?.Clone(), Strict: false);
            functions.Add(read with { Extensions = tool.Rest(("function", function)) });
        }

        (known, raw) = (functions, others);
    }

    /// <summary>Arguments are an object here, and a call may have no id.</summary>
    public static ToolCall ReadCall(JsonFields call, CallBook book)
    {
        JsonFields? function = call.Inside("function");
        if (function is null)
        {
            call.Faults.Missing(call.PathOf("function"));
        }

        string name = function?.RequiredText("name") ?? "";
        call.Text("type");
        function?.Any("index");
        var read = new ToolCall(book.Call(call.Text("id"), name), name, ReadArguments(function));
        return read with { Extensions = call.Rest(("function", function)) };
    }

    private static string ReadArguments(JsonFields? function)
    {
        if (function?.Any("arguments") is { ValueKind: JsonValueKind.String } text)
        {
            return text.GetString()!;
        }

        function?.Inside("arguments");
        return function?.Any("arguments")?.GetRawText() ?? "{}";
    }
}
