using System.Collections.ObjectModel;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Contents: a turn of the model is one message, a turn of the user one for what is said and one for each result in it.</summary>
internal static class ContentReader
{
    /// <summary>All messages of a conversation.</summary>
    public static IEnumerable<ChatMessage> ReadAll(JsonFields fields)
    {
        var book = new CallBook();
        foreach ((JsonElement Element, string Path) item in fields.Items("contents"))
        {
            JsonFields content = fields.Element(item);
            switch (content.Text("role"))
            {
                case "model":
                    book.BeginTurn();
                    yield return ReadModel(content, book.Call);
                    break;
                case null or "" or "user" or "function" or "tool":
                    foreach (ChatMessage message in ReadUser(content, book))
                    {
                        yield return message;
                    }

                    break;
                default:
                    content.Faults.WrongValue(content.PathOf("role"), "user or model");
                    break;
            }
        }
    }

    /// <summary>A turn of the model.</summary>
    /// <param name="content">The content.</param>
    /// <param name="callId">The id of a call, from the one that is said and the function's name.</param>
    public static ChatMessage ReadModel(JsonFields content, Func<string?, string, string> callId)
    {
        content.Text("role");
        var parts = new List<ContentPart>();
        var calls = new List<ToolCall>();
        string? reasoning = null;
        foreach ((JsonElement Element, string Path) item in content.Items("parts"))
        {
            JsonFields part = content.Element(item);
            if (part.Inside("functionCall") is { } call)
            {
                calls.Add(ReadCall(part, call, callId));
                continue;
            }

            ContentPart read = PartReader.Read(part, item.Element);
            if (read is ContentPart.Reasoning { Seal: null } open)
            {
                reasoning += open.Value;
            }
            else
            {
                parts.Add(read);
            }
        }

        return new ChatMessage { Role = Role.Assistant, Parts = parts, ToolCalls = calls, Reasoning = reasoning, Extensions = content.Rest() };
    }

    /// <summary>The instructions of the application; null = none.</summary>
    public static ChatMessage? ReadInstruction(JsonFields fields)
    {
        if (fields.Inside("systemInstruction") is not { } content)
        {
            return null;
        }

        content.Text("role");
        return new ChatMessage
        {
            Role = Role.System,
            Parts = [.. content.Items("parts").Select(item => PartReader.Read(content.Element(item), item.Element))],
            Extensions = content.Rest(),
        };
    }

    private static IEnumerable<ChatMessage> ReadUser(JsonFields content, CallBook book)
    {
        var said = new List<ContentPart>();
        IReadOnlyDictionary<string, string> extensions = RestOf(content);
        foreach ((JsonElement Element, string Path) item in content.Items("parts"))
        {
            JsonFields part = content.Element(item);
            if (part.Inside("functionResponse") is not { } response)
            {
                said.Add(PartReader.Read(part, item.Element));
                continue;
            }

            if (said.Count > 0)
            {
                yield return new ChatMessage { Role = Role.User, Parts = said, Extensions = extensions };
                said = [];
                extensions = ReadOnlyDictionary<string, string>.Empty;
            }

            yield return ReadResult(part, response, book);
        }

        if (said.Count > 0)
        {
            yield return new ChatMessage { Role = Role.User, Parts = said, Extensions = extensions };
        }
    }

    private static IReadOnlyDictionary<string, string> RestOf(JsonFields content)
    {
        content.Text("role");
        content.Any("parts");
        return content.Rest();
    }

    private static ToolCall ReadCall(JsonFields part, JsonFields call, Func<string?, string, string> callId)
    {
        string name = call.RequiredText("name");
        call.Inside("args");
        var read = new ToolCall(callId(call.Text("id"), name), name, call.Any("args")?.GetRawText() ?? "{}") { Seal = PartReader.ReadSeal(part, out _) };
        return read with { Extensions = part.Rest(("functionCall", call)) };
    }

    private static ChatMessage ReadResult(JsonFields part, JsonFields response, CallBook book)
    {
        string name = response.RequiredText("name");
        response.Inside("response");
        (string text, bool isError) = response.Any("response") is { } result ? FunctionResult.Read(result) : ("{}", false);
        var read = new ChatMessage
        {
            Role = Role.Tool,
            Name = name,
            ToolCallId = book.Result(response.Text("id"), name),
            IsToolError = isError,
            Parts = [new ContentPart.Text(text), .. response.Items("parts").Select(item => PartReader.Read(response.Element(item), item.Element))],
        };
        return read with { Extensions = part.Rest(("functionResponse", response)) };
    }
}
