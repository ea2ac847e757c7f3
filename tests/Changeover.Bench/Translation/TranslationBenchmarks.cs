using System.Buffers;
using BenchmarkDotNet.Attributes;
using Changeover.Bench.Micro;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;

namespace Changeover.Bench.Translation;

/// <summary>What a chunk of text, a piece of a tool's arguments and a request cost between two dialects, beside the sockets. The relay is OpenAI to OpenAI as it is passed on: scan, observe, copy.</summary>
[Config(typeof(InProcessConfig))]
public class TranslationBenchmarks
{
    private const int Chunks = 200;
    private static readonly ChatRequest Request = new() { OriginalModel = "m", Messages = [], Stream = true };
    private static readonly ReadOnlySequence<byte> Chat = ProviderWords.Begun(ProviderWords.Of("chat").Text, Chunks - 1);
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly List<ChatEvent> _events = [];
    private ReadOnlySequence<byte> _text;
    private ReadOnlySequence<byte> _arguments;
    private byte[] _plain = [];
    private byte[] _withTools = [];
    private IProviderDialect _provider = null!;
    private IClientDialect _client = null!;

    /// <summary>Who answers.</summary>
    [Params("chat", "responses", "messages", "gemini", "dashscope", "hunyuan")]
    public string From { get; set; } = "";

    /// <summary>Who reads.</summary>
    [Params("chat", "responses", "messages", "gemini", "ollama")]
    public string To { get; set; } = "";

    /// <summary>Writes streams and requests once.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var (client, provider) = (ClientWords.Of(To), ProviderWords.Of(From));
        (_client, _provider) = (client.Dialect, provider.Dialect);
        (_plain, _withTools) = (client.Plain("m"), client.WithTools("m"));
        _text = ProviderWords.Begun(provider.Text, Chunks - 1);
        _arguments = ProviderWords.Begun(provider.Arguments, Chunks - 1);
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

    /// <summary>Text, read in one dialect and written in the other.</summary>
    [Benchmark(OperationsPerInvoke = Chunks)]
    public int Text() => Translate(_text);

    /// <summary>A tool's arguments, likewise.</summary>
    [Benchmark(OperationsPerInvoke = Chunks)]
    public int Arguments() => Translate(_arguments);

    /// <summary>A request of one question: read, made legal for the target, written.</summary>
    [Benchmark]
    public int PlainRequest() => Translate(_plain);

    /// <summary>The same with two tools.</summary>
    [Benchmark]
    public int RequestWithTools() => Translate(_withTools);

    private int Translate(byte[] body)
    {
        _output.ResetWrittenCount();
        LossList losses = [];
        if (!_client.TryReadRequest(body, new RequestAddress("m", true), out var request, out var fault))
        {
            throw new InvalidOperationException(fault.Message);
        }

        _provider.WriteRequest(RequestAdapter.Adapt(request, DialectRules.Of(_provider.Dialect), losses).Request, "m", _output, losses);
        return _output.WrittenCount;
    }

    private int Translate(ReadOnlySequence<byte> rest)
    {
        _output.ResetWrittenCount();
        var (scanner, reader) = (new SseFrameScanner(), _provider.OpenStream(Request));
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
}
