using System.Buffers;
using BenchmarkDotNet.Attributes;
using Changeover.Bench.Roles;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;

namespace Changeover.Bench.Micro;

/// <summary>What one chunk of a stream costs, beside the sockets.</summary>
[Config(typeof(InProcessConfig))]
public class StreamBenchmarks
{
    private const int Chunks = 100;
    private readonly ReadOnlySequence<byte> _stream = new([.. Enumerable.Repeat(StaticUpstream.ContentChunk, Chunks).SelectMany(chunk => chunk)]);

    [Benchmark(OperationsPerInvoke = Chunks)]
    public int Scan()
    {
        var (scanner, rest, frames) = (new SseFrameScanner(), _stream, 0);
        while (scanner.Read(ref rest, out _) == SseScan.Frame)
        {
            frames++;
        }

        return frames;
    }

    [Benchmark(OperationsPerInvoke = Chunks)]
    public StreamObserver ScanAndObserve()
    {
        var (scanner, observer, rest) = (new SseFrameScanner(), new StreamObserver(), _stream);
        while (scanner.Read(ref rest, out var frame) == SseScan.Frame)
        {
            observer.Observe(frame);
        }

        return observer;
    }
}
