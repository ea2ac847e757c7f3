using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.DashScope;

/// <summary>Streams as DashScope writes them, written here and not by the product.</summary>
internal static class DashScopeText
{
    public static string Write(IEnumerable<ChatEvent> events, bool isCumulative)
    {
        var stream = new StringBuilder();
        var said = new Dictionary<int, JsonObject>();
        TokenUsage usage = events.OfType<ChatEvent.Usage>().Single().Tokens;
        int id = 0;
        foreach (ChatEvent step in events)
        {
            if (Choice(step, said, isCumulative) is { } choice)
            {
                var chunk = new JsonObject { ["output"] = new JsonObject { ["choices"] = new JsonArray(choice) }, ["usage"] = Usage(usage), ["request_id"] = "req-1" };
                stream.Append($"id:{++id}\nevent:result\n:HTTP_STATUS/200\ndata:{chunk.ToJsonString()}\n\n");
            }
        }

        return stream.ToString();
    }

    private static JsonObject? Choice(ChatEvent step, Dictionary<int, JsonObject> said, bool isCumulative)
    {
        (int Index, JsonObject Message, string Finish)? chunk = step switch
        {
            ChatEvent.ReasoningDelta delta => (delta.Choice, new JsonObject { ["content"] = "", ["reasoning_content"] = delta.Text }, "null"),
            ChatEvent.TextDelta delta => (delta.Choice, new JsonObject { ["content"] = delta.Text }, "null"),
            ChatEvent.ToolCallStarted call => (call.Choice, Call(call.Index, call.Id, call.Name, ""), "null"),
            ChatEvent.ToolCallDelta delta => (delta.Choice, Call(delta.Index, "", "", delta.Arguments), "null"),
            ChatEvent.Finished finished => (finished.Choice, new JsonObject { ["content"] = "" }, Word(finished.Reason)),
            _ => null,
        };
        if (chunk is not { } one)
        {
            return null;
        }

        JsonObject message = isCumulative ? Grown(said, one.Index, one.Message) : one.Message;
        message["role"] = "assistant";
        return new JsonObject { ["finish_reason"] = one.Finish, ["message"] = message.DeepClone(), ["index"] = one.Index };
    }

    private static JsonObject Grown(Dictionary<int, JsonObject> said, int index, JsonObject more)
    {
        if (!said.TryGetValue(index, out JsonObject? all))
        {
            said[index] = all = new JsonObject { ["content"] = "", ["reasoning_content"] = "", ["tool_calls"] = new JsonArray() };
        }

        all["content"] = (string?)all["content"] + (string?)more["content"];
        all["reasoning_content"] = (string?)all["reasoning_content"] + (string?)more["reasoning_content"];
        foreach (JsonNode? call in more["tool_calls"]?.AsArray() ?? [])
        {
            JsonNode? open = all["tool_calls"]!.AsArray().FirstOrDefault(known => (int?)known!["index"] == (int?)call!["index"]);
            if (open is null)
            {
                all["tool_calls"]!.AsArray().Add(call!.DeepClone());
            }
            else
            {
                open["function"]!["arguments"] = (string?)open["function"]!["arguments"] + (string?)call!["function"]!["arguments"];
            }
        }

        return all;
    }

    private static JsonObject Call(int index, string id, string name, string arguments) => new()
    {
        ["content"] = "",
        ["tool_calls"] = new JsonArray(new JsonObject
        {
            ["index"] = index,
            ["id"] = id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
        }),
    };

    private static JsonObject Usage(TokenUsage usage)
    {
        var json = new JsonObject { ["input_tokens"] = usage.Input, ["output_tokens"] = usage.Output, ["total_tokens"] = usage.Input + usage.Output };
        if (usage.CachedInput is { } cached)
        {
            json["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = cached };
        }

        if (usage.Reasoning is { } reasoning)
        {
            json["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = reasoning };
        }

        return json;
    }

    private static string Word(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        _ => "stop",
    };
}
