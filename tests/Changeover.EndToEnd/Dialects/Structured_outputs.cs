using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Dialects;

/// <summary>A schema for the answer, whatever the provider has for it: its own, a tool that must be called, or words and a check.</summary>
public sealed class Structured_outputs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly JsonObject Schema = new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("city"),
        ["additionalProperties"] = false,
    };

    public static TheoryData<string, string, bool> Cases { get; } =
        [.. from client in new[] { "openai-chat", "openai-responses", "gemini", "ollama" } from supply in Supply.All from stream in new[] { false, true } select (client, supply.Name, stream)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_answer_follows_the_schema(string client, string provider, bool stream)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Of(provider)]);
        var heard = await AskAsync(gateway, client, stream, "sandbox: json\nParis");
        if (provider is "hunyuan-native" or "dashscope-native" or "deepseek" && heard.Status != 200)
        {
            // The sandbox does not read words: what it says has another form, and is not let through.
            Assert.Equal(502, heard.Status);
            return;
        }

        Assert.True(heard is { Status: 200, Ended: true }, heard.ToString());
        Assert.Equal(["city"], JsonNode.Parse(heard.Text)!.AsObject().Select(member => member.Key));
    }

    private static Task<Heard> AskAsync(GatewayOfDialects gateway, string client, bool stream, string question)
    {
        var tongue = Tongue.Of(client);
        return (tongue with
        {
            Body = (model, streams, text, tool) =>
            {
                var body = tongue.Body(model, streams, text, tool);
                var schema = Schema.DeepClone();
                switch (client)
                {
                    case "openai-chat":
                        body["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "place", ["schema"] = schema, ["strict"] = true } };
                        break;
                    case "openai-responses":
                        body["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "place", ["schema"] = schema, ["strict"] = true } };
                        break;
                    case "gemini":
                        body["generationConfig"] = new JsonObject { ["responseMimeType"] = "application/json", ["responseJsonSchema"] = schema };
                        break;
                    default:
                        body["format"] = schema;
                        break;
                }

                return body;
            },
        }).AskAsync(gateway.Http, "m", stream, question, tool: false, Cancellation);
    }

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
