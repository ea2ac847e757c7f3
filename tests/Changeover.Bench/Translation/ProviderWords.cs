using System.Buffers;
using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Hunyuan;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Bench.Translation;

/// <summary>A provider's streams, ready to be sent: what comes first, one chunk, and the end.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Kind">Provider of the gateway's configuration; null = its dialect is spoken to clients of the same only.</param>
/// <param name="Path">Where its API begins.</param>
/// <param name="Dialect">Its codec.</param>
internal sealed record ProviderWords(string Name, string? Kind, string Path, IProviderDialect Dialect)
{
    private static readonly ChatRequest Asked = new() { OriginalModel = "m", Messages = [], Stream = true };

    /// <summary>Every one.</summary>
    public static IReadOnlyList<ProviderWords> All { get; } =
    [
        new("chat", "openai-compatible", "v1", new OpenAIChatDialect()),
        new("responses", null, "", new OpenAIResponsesDialect()),
        new("messages", "anthropic", "v1", new AnthropicMessagesDialect()),
        new("gemini", "gemini", "v1beta", new GeminiDialect()),
        new("dashscope", "dashscope-native", "api/v1", new DashScopeDialect())
        {
            Text = (Scope("""{"content":" lorem","role":"assistant"}""", "null"), Scope("""{"content":" lorem","role":"assistant"}""", "null"), Scope("""{"content":"","role":"assistant"}""", "stop")),
            Arguments = (Scope($$"""{"content":"","role":"assistant","tool_calls":[{{Call("\"id\":\"call_1\",", "get_weather", "")}}]}""", "null"),
                Scope($$"""{"content":"","role":"assistant","tool_calls":[{{Call("\"id\":\"\",", "", " lorem")}}]}""", "null"), Scope("""{"content":"","role":"assistant"}""", "tool_calls")),
        },
        new("hunyuan", "hunyuan-native", "", new HunyuanDialect())
        {
            Text = (Yuan("""{"Role":"assistant","Content":" lorem"}""", ""), Yuan("""{"Role":"assistant","Content":" lorem"}""", ""), Yuan("""{"Role":"assistant","Content":""}""", "stop")),
            Arguments = (Yuan(YuanCall(""), ""), Yuan(YuanCall(" lorem"), ""), Yuan("""{"Role":"assistant","Content":""}""", "tool_calls")),
        },
    ];

    /// <summary>A stream of words.</summary>
    public (byte[] First, byte[] Chunk, byte[] Last) Text { get; private init; } =
        Dialect is IClientDialect codec ? Written(codec, new ChatEvent.TextDelta(0, " lorem"), new ChatEvent.TextDelta(0, " lorem"), FinishReason.Stop) : default;

    /// <summary>A stream of one tool's arguments. Gemini has none: its calls come whole.</summary>
    public (byte[] First, byte[] Chunk, byte[] Last) Arguments { get; private init; } =
        Dialect is IClientDialect codec ? Written(codec, new ChatEvent.ToolCallStarted(0, 0, "call_1", "get_weather"), new ChatEvent.ToolCallDelta(0, 0, " lorem"), FinishReason.ToolCalls) : default;

    /// <summary>The one of this name.</summary>
    public static ProviderWords Of(string name) => All.Single(provider => provider.Name == name);

    /// <summary>One stream as it is sent, without its end.</summary>
    public static ReadOnlySequence<byte> Begun((byte[] First, byte[] Chunk, byte[] Last) words, int chunks) =>
        new([.. words.First, .. Enumerable.Repeat(words.Chunk, chunks).SelectMany(chunk => chunk)]);

    private static (byte[] First, byte[] Chunk, byte[] Last) Written(IClientDialect dialect, ChatEvent first, ChatEvent chunk, FinishReason finish)
    {
        using var writer = dialect.OpenStream(Asked, []);
        var begin = Taken(output =>
        {
            writer.Write(new ChatEvent.Started("id-0123456789", "m", 1_760_000_000), output);
            writer.Write(first, output);
        });
        var middle = Taken(output => writer.Write(chunk, output));
        return (begin, middle, Taken(output =>
        {
            writer.Write(new ChatEvent.Finished(0, finish), output);
            writer.Write(new ChatEvent.Usage(new TokenUsage { Input = 26, Output = 100 }), output);
            writer.End(output);
        }));
    }

    private static byte[] Taken(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Scope(string message, string finish) => Encoding.UTF8.GetBytes(
        "id:1\nevent:result\n:HTTP_STATUS/200\n" + $$$"""data:{"output":{"choices":[{"message":{{{message}}},"finish_reason":"{{{finish}}}"}]},"usage":{"total_tokens":27,"output_tokens":1,"input_tokens":26},"request_id":"r"}""" + "\n\n");

    private static string Call(string id, string name, string arguments) => $$$"""{"index":0,{{{id}}}"type":"function","function":{"name":"{{{name}}}","arguments":"{{{arguments}}}"}}""";

    private static byte[] Yuan(string delta, string finish) => Encoding.UTF8.GetBytes(
        $$$"""data: {"Note":"n","Id":"i","Created":1760000000,"Choices":[{"Delta":{{{delta}}},"FinishReason":"{{{finish}}}"}],"Usage":{"PromptTokens":26,"CompletionTokens":1,"TotalTokens":27}}""" + "\n\n");

    private static string YuanCall(string arguments) =>
        $$$"""{"Role":"assistant","Content":"","ToolCalls":[{"Id":"call_1","Index":0,"Type":"function","Function":{"Name":"get_weather","Arguments":"{{{arguments}}}"}}]}""";
}
