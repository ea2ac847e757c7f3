using System.Buffers;
using BenchmarkDotNet.Attributes;
using Changeover.Bench.Load;
using Changeover.Bench.Roles;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Splice;

namespace Changeover.Bench.Micro;

/// <summary>What reading and rewriting a request of 1 KB costs.</summary>
[Config(typeof(InProcessConfig))]
public class RequestBenchmarks
{
    private readonly byte[] _body = ChatRequest.Body(StaticModels.Stream);
    private readonly JsonSplice _splice = new(JsonEdit.SetText("model", "another-model"), JsonEdit.Inside("stream_options", JsonEdit.Set("include_usage", "true")));
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private RequestOutline _outline = null!;

    [GlobalSetup]
    public void Read() => RequestOutline.TryRead(_body, RequestKind.Chat, out _outline!, out _);

    [Benchmark]
    public RequestOutline? Outline() => RequestOutline.TryRead(_body, RequestKind.Chat, out var outline, out _) ? outline : null;

    [Benchmark]
    public int Splice()
    {
        _output.ResetWrittenCount();
        _splice.Write(_body, _outline.Members.Span, _output);
        return _output.WrittenCount;
    }
}
