using System.Text;
using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Dialects;

/// <summary>An application in the middle of a tool loop: it sends its whole history each time, as the vendors' SDKs have it do, and keeps of each answer what they keep.</summary>
public abstract class Session(HttpClient http, string model)
{
    /// <summary>A question that the sandbox answers with reasoning and one call after the other.</summary>
    protected const string Question = "sandbox: tool=get_weather reason=6\nWhat is the weather?";

    /// <summary>Model that is asked for.</summary>
    protected string Model { get; } = model;

    /// <summary>A client's session in its dialect.</summary>
    public static Session Of(string client, HttpClient http, string model) => client switch
    {
        "openai-chat" => new ChatSession(http, model, streams: false),
        "openai-chat, streamed" => new ChatSession(http, model, streams: true),
        "openai-responses" => new ResponsesSession(http, model),
        "anthropic-messages" => new MessagesSession(http, model),
        "gemini" => new GeminiSession(http, model),
        _ => throw new ArgumentOutOfRangeException(nameof(client)),
    };

    /// <summary>The next request, and what became of it.</summary>
    public async Task<(int Status, string Body)> TurnAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(Request().ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var answer = await http.SendAsync(request, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        if (answer.IsSuccessStatusCode)
        {
            Keep(Whole(body));
        }

        return ((int)answer.StatusCode, body);
    }

    /// <summary>The answer, put together if it was streamed.</summary>
    protected virtual JsonNode Whole(string body) => JsonNode.Parse(body)!;

    /// <summary>The next question, without any wish.</summary>
    public abstract void Ask(string question);

    protected abstract string Path { get; }

    protected abstract JsonObject Request();

    /// <summary>Keeps the answer and adds the results of its calls.</summary>
    protected abstract void Keep(JsonNode answer);

    protected static JsonObject Schema() => new() { ["type"] = "object", ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } } };

    private sealed class ChatSession(HttpClient http, string model, bool streams) : Session(http, model)
    {
        private readonly JsonArray _messages = [new JsonObject { ["role"] = "user", ["content"] = Question }];

        protected override string Path => "v1/chat/completions";

        public override void Ask(string question) => _messages.Add(new JsonObject { ["role"] = "user", ["content"] = question });

        protected override JsonNode Whole(string body)
        {
            if (!streams)
            {
                return base.Whole(body);
            }

            var data = body.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..]).ToList();
            Assert.Equal("[DONE]", data[^1]);
            var calls = new SortedDictionary<int, JsonObject>();
            foreach (var part in data.SkipLast(1).SelectMany(each => JsonNode.Parse(each)!["choices"]!.AsArray()).SelectMany(choice => choice!["delta"]?["tool_calls"]?.AsArray() ?? []))
            {
                var index = (int)part!["index"]!;
                if (part["id"] is { } id)
                {
                    calls[index] = new JsonObject { ["id"] = (string?)id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = (string?)part["function"]!["name"], ["arguments"] = "" } };
                }

                calls[index]["function"]!["arguments"] = (string?)calls[index]["function"]!["arguments"] + (string?)part["function"]?["arguments"];
            }

            var message = new JsonObject { ["content"] = null, ["tool_calls"] = calls.Count > 0 ? new JsonArray([.. calls.Values]) : null };
            return new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["message"] = message }) };
        }

        protected override JsonObject Request() => new()
        {
            ["model"] = Model,
            ["stream"] = streams,
            ["messages"] = _messages.DeepClone(),
            ["reasoning_effort"] = "medium",
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "get_weather", ["parameters"] = Schema() } }),
        };

        protected override void Keep(JsonNode answer)
        {
            // The SDKs' own type of message has no field for reasoning.
            var message = answer["choices"]![0]!["message"]!;
            var calls = message["tool_calls"]?.AsArray();
            _messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = message["content"]?.DeepClone(), ["tool_calls"] = calls?.DeepClone() });
            foreach (var call in calls ?? [])
            {
                _messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = (string?)call!["id"], ["content"] = "sunny" });
            }
        }
    }

    private sealed class ResponsesSession(HttpClient http, string model) : Session(http, model)
    {
        private readonly JsonArray _input = [new JsonObject { ["role"] = "user", ["content"] = Question }];

        protected override string Path => "v1/responses";

        public override void Ask(string question) => _input.Add(new JsonObject { ["role"] = "user", ["content"] = question });

        protected override JsonObject Request() => new()
        {
            ["model"] = Model,
            ["input"] = _input.DeepClone(),
            ["store"] = false,
            ["include"] = new JsonArray("reasoning.encrypted_content"),
            ["reasoning"] = new JsonObject { ["effort"] = "medium" },
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "get_weather", ["parameters"] = Schema(), ["strict"] = false }),
        };

        protected override void Keep(JsonNode answer)
        {
            var output = answer["output"]!.AsArray();
            foreach (var item in output)
            {
                _input.Add(item!.DeepClone());
            }

            foreach (var call in output.Where(item => (string?)item!["type"] == "function_call"))
            {
                _input.Add(new JsonObject { ["type"] = "function_call_output", ["call_id"] = (string?)call!["call_id"], ["output"] = "sunny" });
            }
        }
    }

    private sealed class MessagesSession(HttpClient http, string model) : Session(http, model)
    {
        private readonly JsonArray _messages = [new JsonObject { ["role"] = "user", ["content"] = Question }];

        protected override string Path => "v1/messages";

        public override void Ask(string question) => _messages.Add(new JsonObject { ["role"] = "user", ["content"] = question });

        protected override JsonObject Request() => new()
        {
            ["model"] = Model,
            ["max_tokens"] = 4000,
            ["thinking"] = new JsonObject { ["type"] = "enabled", ["budget_tokens"] = 2000 },
            ["messages"] = _messages.DeepClone(),
            ["tools"] = new JsonArray(new JsonObject { ["name"] = "get_weather", ["input_schema"] = Schema() }),
        };

        protected override void Keep(JsonNode answer)
        {
            var content = answer["content"]!.AsArray();
            _messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = content.DeepClone() });
            var results = content.Where(block => (string?)block!["type"] == "tool_use")
                .Select(block => (JsonNode)new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = (string?)block!["id"], ["content"] = "sunny" }).ToArray();
            if (results.Length > 0)
            {
                _messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(results) });
            }
        }
    }

    private sealed class GeminiSession(HttpClient http, string model) : Session(http, model)
    {
        private readonly JsonArray _contents = [new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = Question }) }];

        protected override string Path => $"v1beta/models/{Model}:generateContent";

        public override void Ask(string question) => _contents.Add(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = question }) });

        protected override JsonObject Request() => new()
        {
            ["contents"] = _contents.DeepClone(),
            ["generationConfig"] = new JsonObject { ["thinkingConfig"] = new JsonObject { ["includeThoughts"] = true } },
            ["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(new JsonObject { ["name"] = "get_weather", ["parameters"] = Schema() }) }),
        };

        protected override void Keep(JsonNode answer)
        {
            var content = answer["candidates"]![0]!["content"]!;
            _contents.Add(content.DeepClone());
            var results = content["parts"]!.AsArray().Select(part => part!["functionCall"]).OfType<JsonNode>().Select(call =>
            {
                var result = new JsonObject { ["name"] = (string?)call["name"], ["response"] = new JsonObject { ["weather"] = "sunny" } };
                if (call["id"] is { } id)
                {
                    result["id"] = (string?)id;
                }

                return (JsonNode)new JsonObject { ["functionResponse"] = result };
            }).ToArray();
            if (results.Length > 0)
            {
                _contents.Add(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(results) });
            }
        }
    }
}
