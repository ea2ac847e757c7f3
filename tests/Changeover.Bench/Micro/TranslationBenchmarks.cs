using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Hunyuan;
using Changeover.Protocol.Ollama;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Protocol.Sse;

namespace Changeover.Bench.Micro;

/// <summary>What one text chunk costs between two dialects, beside the sockets: scan, read, write. The relay is OpenAI to OpenAI as it is passed on: scan, observe, copy.</summary>
[Config(typeof(InProcessConfig))]
public class TranslationBenchmarks
{
    private const int Chunks = 200;
    private static readonly ChatRequest Request = new() { OriginalModel = "m", Messages = [], Stream = true };
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly List<ChatEvent> _events = [];
    private ReadOnlySequence<byte> _stream;
    private IProviderDialect _provider = null!;
    private IClientDialect _client = null!;

    /// <summary>Who answers.</summary>
    [Params("chat", "responses", "messages", "gemini", "dashscope", "hunyuan")]
    public string From { get; set; } = "";

    /// <summary>Who reads.</summary>
    [Params("chat", "responses", "messages", "gemini", "ollama")]
    public string To { get; set; } = "";

    /// <summary>Writes the provider's stream once.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _client = (IClientDialect)Of(To);
        _provider = (IProviderDialect)Of(From);
        _stream = new ReadOnlySequence<byte>(From switch
        {
            "dashscope" => Repeat("id:1\nevent:result\n:HTTP_STATUS/200\n" + """data:{"output":{"choices":[{"message":{"content":" token","role":"assistant"},"finish_reason":"null"}]},"usage":{"total_tokens":27,"output_tokens":1,"input_tokens":26},"request_id":"r"}"""),
            "hunyuan" => Repeat("""data: {"Note":"n","Id":"i","Created":1,"Choices":[{"Delta":{"Role":"assistant","Content":" token"},"FinishReason":""}],"Usage":{"PromptTokens":26,"CompletionTokens":1,"TotalTokens":27}}"""),
            _ => Written((IClientDialect)Of(From)),
        });
    }

    /// <summary>The same dialect on both sides, as it is passed on.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Chunks)]
    public int Relay()
    {
        _output.ResetWrittenCount();
        var (scanner, observer, rest) = (new SseFrameScanner(), new StreamObserver(), Chat);
        while (scanner.Read(ref rest, out var frame) == SseScan.Frame)
        {
            observer.Observe(frame);
            foreach (var segment in frame.Raw)
            {
                _output.Write(segment.Span);
            }
        }

        return _output.WrittenCount;
    }

    /// <summary>Read in one dialect and written in the other.</summary>
    [Benchmark(OperationsPerInvoke = Chunks)]
    public int Translate()
    {
        _output.ResetWrittenCount();
        var (scanner, reader, rest) = (new SseFrameScanner(), _provider.OpenStream(Request), _stream);
        using var writer = _client.OpenStream(Request, []);
        while (scanner.Read(ref rest, out var frame) == SseScan.Frame)
        {
            _events.Clear();
            reader.Read(frame, _events);
            foreach (var step in _events)
            {
                writer.Write(step, _output);
            }
        }

        return _output.WrittenCount;
    }

    private static ReadOnlySequence<byte> Chat { get; } = new(Written(new OpenAIChatDialect()));

    private static object Of(string name) => name switch
    {
        "chat" => new OpenAIChatDialect(),
        "responses" => new OpenAIResponsesDialect(),
        "messages" => new AnthropicMessagesDialect(),
        "gemini" => new GeminiDialect(),
        "ollama" => new OllamaDialect(),
        "dashscope" => new DashScopeDialect(),
        _ => new HunyuanDialect(),
    };

    private static byte[] Written(IClientDialect dialect)
    {
        var stream = new ArrayBufferWriter<byte>();
        using var writer = dialect.OpenStream(Request, []);
        writer.Write(new ChatEvent.Started("id", "m", 1), stream);
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            writer.Write(new ChatEvent.TextDelta(0, " token"), stream);
        }

        return stream.WrittenSpan.ToArray();
    }

    private static byte[] Repeat(string frame) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(frame + "\n\n", Chunks)));
}
