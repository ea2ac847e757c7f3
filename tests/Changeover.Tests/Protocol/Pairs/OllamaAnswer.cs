using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>An answer in Ollama's API, whole or in lines, read as its clients read it; written here and not by the product.</summary>
internal static class OllamaAnswer
{
    public static ChatAnswer Read(string lines)
    {
        JsonNode[] objects = [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        JsonNode end = objects[^1];
        string? thinking = Join(objects, "thinking");
        TokenLogprob[] logprobs = [.. objects.SelectMany(line => line["logprobs"]?.AsArray() ?? []).Select(token => ReadToken(token!))];
        return new ChatAnswer
        {
            Dialect = Dialect.Ollama,
            Id = "",
            ResponseModel = (string)end["model"]!,
            Usage = new TokenUsage { Input = (long?)end["prompt_eval_count"], Output = (long?)end["eval_count"] },
            Choices =
            [
                new ChatChoice
                {
                    Index = 0,
                    Message = new ChatMessage
                    {
                        Role = Role.Assistant,
                        Parts = [new ContentPart.Text(Join(objects, "content") ?? "")],
                        Reasoning = thinking,
                        ToolCalls = [.. objects.SelectMany(line => line["message"]!["tool_calls"]?.AsArray() ?? []).Select(call => ReadCall(call!["function"]!))],
                    },
                    FinishReason = (string)end["done_reason"]! switch { "length" => FinishReason.Length, "content_filter" => FinishReason.ContentFilter, _ => FinishReason.Stop },
                    Logprobs = logprobs.Length > 0 ? logprobs : null,
                },
            ],
        };
    }

    private static string? Join(JsonNode[] objects, string name)
    {
        string text = string.Concat(objects.Select(line => (string?)line["message"]![name]));
        return text.Length > 0 ? text : null;
    }

    private static ToolCall ReadCall(JsonNode function) => new("", (string)function["name"]!, function["arguments"]!.ToJsonString());

    private static TokenLogprob ReadToken(JsonNode token) => new((string)token["token"]!, (double)token["logprob"]!, [])
    {
        Top = [.. (token["top_logprobs"]?.AsArray() ?? []).Select(other => ReadToken(other!))],
    };
}
