using System.Text;
using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Dialects;

/// <summary>A dialect as an application speaks it: how a request with one question is written, and what an answer says. Written from the vendors' documents, not with the gateway's codecs.</summary>
public sealed record Tongue(string Name)
{
    /// <summary>Path of a request for a model, buffered or streamed.</summary>
    public required Func<string, bool, string> Path { get; init; }

    /// <summary>Body: model, stream, question, with two tools or without.</summary>
    public required Func<string, bool, string, bool, JsonObject> Body { get; init; }

    /// <summary>All text in a buffered answer, or in one event of a stream.</summary>
    public required Func<JsonNode, bool, string?> Text { get; init; }

    /// <summary>Names of the tools that an answer or an event begins to call.</summary>
    public required Func<JsonNode, bool, IEnumerable<string?>> Calls { get; init; }

    /// <summary>Whether the last event is the one that ends an answer.</summary>
    public required Func<string, bool> Ends { get; init; }

    /// <summary>The words of an error.</summary>
    public required Func<JsonNode, string?> Error { get; init; }

    private static JsonObject Schema => new() { ["type"] = "object", ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } }, ["required"] = new JsonArray("city") };

    private static JsonArray Each(Func<string, JsonNode> tool) => new(tool("get_weather"), tool("get_time"));

    public static Tongue Chat { get; } = new("openai-chat")
    {
        Path = (_, _) => "v1/chat/completions",
        Body = (model, stream, question, tool) => With(new JsonObject
        {
            ["model"] = model,
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = "Be brief." }, new JsonObject { ["role"] = "user", ["content"] = question }),
        }, tool, "tools", () => Each(name => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["parameters"] = Schema } })),
        Text = (json, stream) => (string?)json["choices"]?.AsArray().FirstOrDefault()?[stream ? "delta" : "message"]?["content"],
        Calls = (json, stream) => (json["choices"]?.AsArray().FirstOrDefault()?[stream ? "delta" : "message"]?["tool_calls"]?.AsArray() ?? []).Select(call => (string?)call!["function"]?["name"]).Where(name => name is not null),
        Ends = data => data == "[DONE]",
        Error = json => (string?)json["error"]?["message"],
    };

    public static Tongue Responses { get; } = new("openai-responses")
    {
        Path = (_, _) => "v1/responses",
        Body = (model, stream, question, tool) => With(new JsonObject { ["model"] = model, ["stream"] = stream, ["instructions"] = "Be brief.", ["input"] = question, ["store"] = false },
            tool, "tools", () => Each(name => new JsonObject { ["type"] = "function", ["name"] = name, ["parameters"] = Schema, ["strict"] = false })),
        Text = (json, stream) => stream
            ? (string?)json["type"] == "response.output_text.delta" ? (string?)json["delta"] : null
            : string.Concat((json["output"]?.AsArray() ?? []).Where(item => (string?)item!["type"] == "message").SelectMany(item => item!["content"]!.AsArray()).Select(part => (string?)part!["text"])),
        Calls = (json, stream) => stream
            ? When((string?)json["type"] == "response.output_item.added" && (string?)json["item"]?["type"] == "function_call", json["item"])
            : (json["output"]?.AsArray() ?? []).Where(item => (string?)item!["type"] == "function_call").Select(item => (string?)item!["name"]),
        Ends = data => (string?)JsonNode.Parse(data)?["type"] is "response.completed" or "response.incomplete",
        Error = json => (string?)json["error"]?["message"],
    };

    public static Tongue Messages { get; } = new("anthropic-messages")
    {
        Path = (_, _) => "v1/messages",
        Body = (model, stream, question, tool) => With(new JsonObject
        {
            ["model"] = model,
            ["stream"] = stream,
            ["max_tokens"] = 1000,
            ["system"] = "Be brief.",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
        }, tool, "tools", () => Each(name => new JsonObject { ["name"] = name, ["input_schema"] = Schema })),
        Text = (json, stream) => stream
            ? (string?)json["delta"]?["text"]
            : string.Concat((json["content"]?.AsArray() ?? []).Select(block => (string?)block!["text"])),
        Calls = (json, stream) => stream
            ? When((string?)json["content_block"]?["type"] == "tool_use", json["content_block"])
            : (json["content"]?.AsArray() ?? []).Where(block => (string?)block!["type"] == "tool_use").Select(block => (string?)block!["name"]),
        Ends = data => (string?)JsonNode.Parse(data)?["type"] == "message_stop",
        Error = json => (string?)json["error"]?["message"],
    };

    public static Tongue Gemini { get; } = new("gemini")
    {
        Path = (model, stream) => stream ? $"v1beta/models/{model}:streamGenerateContent?alt=sse" : $"v1beta/models/{model}:generateContent",
        Body = (_, _, question, tool) => With(new JsonObject
        {
            ["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = "Be brief." }) },
            ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = question }) }),
        }, tool, "tools", () => new JsonArray(new JsonObject { ["functionDeclarations"] = Each(name => new JsonObject { ["name"] = name, ["parameters"] = Schema }) })),
        Text = (json, _) => string.Concat(Parts(json).Where(part => part["thought"] is null).Select(part => (string?)part["text"])),
        Calls = (json, _) => Parts(json).Where(part => part["functionCall"] is not null).Select(part => (string?)part["functionCall"]!["name"]),
        Ends = data => JsonNode.Parse(data)?["candidates"]?[0]?["finishReason"] is not null,
        Error = json => (string?)json["error"]?["message"],
    };

    public static Tongue Ollama { get; } = new("ollama")
    {
        Path = (_, _) => "api/chat",
        Body = (model, stream, question, tool) => With(new JsonObject
        {
            ["model"] = model,
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = "Be brief." }, new JsonObject { ["role"] = "user", ["content"] = question }),
        }, tool, "tools", () => Each(name => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["parameters"] = Schema } })),
        Text = (json, _) => (string?)json["message"]?["content"],
        Calls = (json, _) => (json["message"]?["tool_calls"]?.AsArray() ?? []).Select(call => (string?)call!["function"]?["name"]),
        Ends = data => (bool?)JsonNode.Parse(data)?["done"] is true,
        Error = json => (string?)json["error"],
    };

    public static IReadOnlyList<Tongue> All { get; } = [Chat, Responses, Messages, Gemini, Ollama];

    public static Tongue Of(string name) => All.Single(tongue => tongue.Name == name);

    /// <summary>Asks, and gives back what an application would have of the answer.</summary>
    public async Task<Heard> AskAsync(HttpClient http, string model, bool stream, string question, bool tool, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(model, stream))
        {
            Content = new StringContent(Body(model, stream, question, tool).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        var loss = answer.Headers.TryGetValues("x-changeover-loss", out var values) ? values.First() : "";
        if (!answer.IsSuccessStatusCode)
        {
            return new Heard((int)answer.StatusCode, Error(JsonNode.Parse(text)!) ?? text, [], false, loss, text);
        }

        if (!stream)
        {
            var json = JsonNode.Parse(text)!;
            return new Heard(200, Text(json, false) ?? "", [.. Calls(json, false)], true, loss, text);
        }

        // Ollama's lines are the events themselves.
        var data = Name == "ollama"
            ? [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)]
            : text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..]).ToList();
        var events = data.Where(each => each != "[DONE]").Select(each => JsonNode.Parse(each)!).ToList();
        return new Heard(200, string.Concat(events.Select(each => Text(each, true))), [.. events.SelectMany(each => Calls(each, true))], data.Count > 0 && Ends(data[^1]), loss, text);
    }

    private static IEnumerable<string?> When(bool called, JsonNode? call) => called ? [(string?)call!["name"]] : [];

    private static IEnumerable<JsonNode> Parts(JsonNode json) => (json["candidates"]?.AsArray().FirstOrDefault()?["content"]?["parts"]?.AsArray() ?? []).OfType<JsonNode>();

    private static JsonObject With(JsonObject body, bool add, string name, Func<JsonNode> value)
    {
        if (add)
        {
            body[name] = value();
        }

        return body;
    }
}

/// <summary>What an application has of an answer.</summary>
public sealed record Heard(int Status, string Text, IReadOnlyList<string?> Calls, bool Ended, string Loss, string Raw);
