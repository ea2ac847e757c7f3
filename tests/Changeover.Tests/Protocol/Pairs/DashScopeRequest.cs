using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>A request in DashScope's own API, read back; written here and not by the product.</summary>
internal static class DashScopeRequest
{
    public static ChatRequest Read(ReadOnlyMemory<byte> body)
    {
        JsonNode root = JsonNode.Parse(body.Span)!;
        JsonNode options = root["parameters"]!;
        return new ChatRequest
        {
            Dialect = Dialect.DashScope,
            OriginalModel = (string)root["model"]!,
            Messages = [.. root["input"]!["messages"]!.AsArray().Select(message => ReadMessage(message!))],
            Tools = [.. (options["tools"]?.AsArray() ?? []).Select(tool => OpenAIShapes.Tool(tool!["function"]!))],
            ToolChoice = OpenAIShapes.Choice(options["tool_choice"]),
            ParallelToolCalls = (bool?)options["parallel_tool_calls"],
            ResponseFormat = OpenAIShapes.Format(options["response_format"]),
            MaxOutputTokens = (int?)options["max_tokens"],
            N = (int?)options["n"] ?? 1,
            Logprobs = (bool?)options["logprobs"] ?? false,
            TopLogprobs = (int?)options["top_logprobs"] ?? 0,
            Stream = options["incremental_output"] is not null,
            ReasoningBudget = (bool?)options["enable_thinking"] == false ? 0 : (int?)options["thinking_budget"],
            Sampling = new SamplingOptions
            {
                Temperature = (double?)options["temperature"],
                TopP = (double?)options["top_p"],
                TopK = (int?)options["top_k"],
                PresencePenalty = (double?)options["presence_penalty"],
                RepetitionPenalty = (double?)options["repetition_penalty"],
                Seed = (long?)options["seed"],
                Stop = [.. (options["stop"]?.AsArray() ?? []).Select(stop => (string)stop!)],
            },
        };
    }

    private static ChatMessage ReadMessage(JsonNode message) => new()
    {
        Role = OpenAIShapes.RoleOf((string)message["role"]!),
        Parts = message["content"] is JsonArray parts ? [.. parts.Select(part => ReadPart(part!))] : [new ContentPart.Text((string?)message["content"] ?? "")],
        Reasoning = (string?)message["reasoning_content"],
        ToolCallId = (string?)message["tool_call_id"],
        Name = (string?)message["name"],
        ToolCalls = [.. (message["tool_calls"]?.AsArray() ?? []).Select(call => OpenAIShapes.Call(call!))],
    };

    private static ContentPart ReadPart(JsonNode part)
    {
        (string kind, JsonNode? value) = Assert.Single(part.AsObject());
        return kind switch
        {
            "text" => new ContentPart.Text((string)value!),
            "image" => new ContentPart.Image((string)value!, null),
            _ => throw new JsonException(kind),
        };
    }
}
