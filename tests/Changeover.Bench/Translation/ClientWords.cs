using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Ollama;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Bench.Translation;

/// <summary>A dialect as an application of the bench speaks it.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Dialect">Its codec.</param>
/// <param name="Path">Where a streamed request for a model goes.</param>
/// <param name="Request">A streamed request for a model with a question and, in the braces of the second place, more members.</param>
/// <param name="Tools">Members with two tools.</param>
internal sealed record ClientWords(string Name, IClientDialect Dialect, Func<string, string> Path, Func<string, string, string> Request, string Tools)
{
    private const string Question = "How does a changeover switch work, and why does nobody in the house notice when the supply fails?";
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}""";

    /// <summary>Every one.</summary>
    public static IReadOnlyList<ClientWords> All { get; } =
    [
        new("chat", new OpenAIChatDialect(), _ => "v1/chat/completions",
            (model, more) => $$"""{"model":"{{model}}","stream":true,"temperature":0.7,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{Question}}"}]{{more}}}""",
            Functions(name => $$"""{"type":"function","function":{"name":"{{name}}","description":"Asks.","parameters":{{Schema}} } }""")),
        new("responses", new OpenAIResponsesDialect(), _ => "v1/responses",
            (model, more) => $$"""{"model":"{{model}}","stream":true,"store":false,"temperature":0.7,"instructions":"Be brief.","input":"{{Question}}"{{more}}}""",
            Functions(name => $$"""{"type":"function","name":"{{name}}","description":"Asks.","strict":false,"parameters":{{Schema}} }""")),
        new("messages", new AnthropicMessagesDialect(), _ => "v1/messages",
            (model, more) => $$"""{"model":"{{model}}","stream":true,"max_tokens":1000,"temperature":0.7,"system":"Be brief.","messages":[{"role":"user","content":"{{Question}}"}]{{more}}}""",
            Functions(name => $$"""{"name":"{{name}}","description":"Asks.","input_schema":{{Schema}} }""")),
        new("gemini", new GeminiDialect(), model => $"v1beta/models/{model}:streamGenerateContent?alt=sse",
            (_, more) => $$"""{"systemInstruction":{"parts":[{"text":"Be brief."}]},"generationConfig":{"temperature":0.7},"contents":[{"role":"user","parts":[{"text":"{{Question}}"}]}]{{more}}}""",
            ",\"tools\":[{\"functionDeclarations\":[" + string.Join(',', Names.Select(name => $$"""{"name":"{{name}}","description":"Asks.","parametersJsonSchema":{{Schema}} }""")) + "]}]"),
        new("ollama", new OllamaDialect(), _ => "api/chat",
            (model, more) => $$"""{"model":"{{model}}","stream":true,"options":{"temperature":0.7},"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{Question}}"}]{{more}}}""",
            Functions(name => $$"""{"type":"function","function":{"name":"{{name}}","description":"Asks.","parameters":{{Schema}} } }""")),
    ];

    private static string[] Names => ["get_weather", "get_time"];

    /// <summary>The one of this name.</summary>
    public static ClientWords Of(string name) => All.Single(client => client.Name == name);

    /// <summary>A request without tools.</summary>
    public byte[] Plain(string model) => Encoding.UTF8.GetBytes(Request(model, ""));

    /// <summary>The same with two tools.</summary>
    public byte[] WithTools(string model) => Encoding.UTF8.GetBytes(Request(model, Tools));

    private static string Functions(Func<string, string> tool) => ",\"tools\":[" + string.Join(',', Names.Select(tool)) + "]";
}
