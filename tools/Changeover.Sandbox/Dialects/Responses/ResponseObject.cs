using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>The response object, in progress and at its end; it repeats the request's settings.</summary>
internal sealed class ResponseObject(string id, JsonObject request, Answer answer, OutputItems items, DateTimeOffset now)
{
    /// <summary>How the response ends, which is also the name of the stream's last event.</summary>
    public string EndStatus { get; } = answer.Choices[0].FinishReason switch
    {
        "stop" or "tool_calls" => "completed",
        "length" or "content_filter" => "incomplete",
        _ => "failed",
    };

    public JsonObject InProgress() => Write("in_progress", new JsonArray(), usage: null);

    public JsonObject Ended() => Write(EndStatus, items.All(), Usage());

    private JsonObject Write(string status, JsonArray output, JsonObject? usage)
    {
        var reason = answer.Choices[0].FinishReason;
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "response",
            ["created_at"] = now.ToUnixTimeSeconds(),
            ["status"] = status,
            ["background"] = false,
            ["error"] = status == "failed" ? new JsonObject { ["code"] = "server_error", ["message"] = $"The model stopped: {reason}." } : null,
            ["incomplete_details"] = status == "incomplete" ? new JsonObject { ["reason"] = reason == "length" ? "max_output_tokens" : reason } : null,
            ["instructions"] = request["instructions"]?.DeepClone(),
            ["max_output_tokens"] = request["max_output_tokens"]?.DeepClone(),
            ["model"] = answer.Model,
            ["output"] = output,
            ["parallel_tool_calls"] = Repeat("parallel_tool_calls", true),
            ["previous_response_id"] = request["previous_response_id"]?.DeepClone(),
            ["reasoning"] = new JsonObject { ["effort"] = request["reasoning"]?["effort"]?.DeepClone(), ["summary"] = request["reasoning"]?["summary"]?.DeepClone() },
            ["service_tier"] = "default",
            ["store"] = Repeat("store", true),
            ["temperature"] = Repeat("temperature", 1.0),
            ["text"] = new JsonObject { ["format"] = request["text"]?["format"]?.DeepClone() ?? new JsonObject { ["type"] = "text" }, ["verbosity"] = "medium" },
            ["tool_choice"] = Repeat("tool_choice", "auto"),
            ["tools"] = Repeat("tools", new JsonArray()),
            ["top_logprobs"] = 0,
            ["top_p"] = Repeat("top_p", 1.0),
            ["truncation"] = Repeat("truncation", "disabled"),
            ["usage"] = usage,
            ["user"] = null,
            ["metadata"] = Repeat("metadata", new JsonObject()),
        };
    }

    private JsonNode Repeat(string name, JsonNode otherwise) => request[name]?.DeepClone() ?? otherwise;

    private JsonObject Usage() => new()
    {
        ["input_tokens"] = answer.PromptTokens,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = answer.CachedTokens },
        ["output_tokens"] = answer.CompletionTokens,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.ReasoningTokens },
        ["total_tokens"] = answer.PromptTokens + answer.CompletionTokens,
    };
}
