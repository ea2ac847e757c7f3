using System.Buffers;
using System.Text;
using Changeover.Protocol.Sse;
using CsCheck;

namespace Changeover.Tests.Protocol.Sse;

public sealed class SseFrameScannerTests
{
    private static readonly Gen<string> Line = Gen.OneOf(
        "data: {\"text\":\"Grüße 你好 🙂\"}", "data:x", "data: ", "data", "data:  two", ": keep-alive", ":", "event: error", "id: 7",
        "retry: 10", "datax: no", "nonsense", "data: [DONE]", "event:bare");

    private static readonly Gen<string> End = Gen.OneOf("\n", "\r\n", "\r");

    private static readonly Gen<string> Stream =
        from mark in Gen.OneOf("", "\uFEFF")
        from lines in Gen.Select(Gen.Frequency((3, Line), (2, Gen.Const(""))), End, (line, end) => line + end).List[0, 20]
        from tail in Gen.OneOf("", "data: cut", "\r", "data: [DONE]")
        select mark + string.Concat(lines) + tail;

    [Fact]
    public void Any_split_of_a_stream_gives_the_same_frames() =>
        Gen.Select(Stream, Gen.Int[0, 1000].List[0, 8], Gen.Bool).Sample((stream, cuts, asSegments) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(stream);
            IReadOnlyList<ScannedFrame> whole = ScannedFrame.Scan([bytes], asSegments: false);
            Assert.Equal(whole, ScannedFrame.Scan(Chunks.Split(bytes, cuts), asSegments));
            Assert.Equal(whole, ScannedFrame.Scan(bytes.Select(one => new[] { one }), asSegments));
        });

    [Fact]
    public void Raw_frames_put_together_are_the_stream() =>
        Stream.Sample(stream => Assert.Equal(
            stream, string.Concat(ScannedFrame.Scan([Encoding.UTF8.GetBytes(stream)], asSegments: false).Select(frame => frame.Raw))));

    [Theory]
    [InlineData("data: a\n\n", "a")]
    [InlineData("data:a\r\n\r\n", "a")]
    [InlineData("data:  a\r\r", " a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data: a\ndata\ndata: c\n\n", "a\n\nc")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData(": hello\ndata: a\n\n", "a")]
    [InlineData("event: error\ndata: a\nid: 3\n\n", "a")]
    public void Reads_the_payload_of_one_frame(string stream, string data)
    {
        ScannedFrame frame = Assert.Single(ScannedFrame.Scan([Encoding.UTF8.GetBytes(stream)], asSegments: false));
        Assert.Equal(data, frame.Data);
        Assert.True(frame.HasData);
        Assert.True(frame.IsClosed);
    }

    [Fact]
    public void Keeps_alive_lines_are_frames_without_data()
    {
        IReadOnlyList<ScannedFrame> frames = ScannedFrame.Scan(["\n: keep-alive\n\n\r\ndata: x\n\n"u8.ToArray()], asSegments: false);
        Assert.Equal(["\n", ": keep-alive\n\n", "\r\n", "data: x\n\n"], frames.Select(frame => frame.Raw));
        Assert.Equal([false, false, false, true], frames.Select(frame => frame.HasData));
    }

    [Fact]
    public void Names_the_event_and_the_id()
    {
        ScannedFrame frame = Assert.Single(ScannedFrame.Scan(["id: 9\nevent: ping\ndata: {}\n\n"u8.ToArray()], asSegments: false));
        Assert.Equal(("ping", "9"), (frame.Event, frame.Id));
    }

    [Fact]
    public void A_stream_that_stops_inside_a_frame_gives_the_rest_as_an_open_frame()
    {
        IReadOnlyList<ScannedFrame> frames = ScannedFrame.Scan(["data: a\n\ndata: [DONE]"u8.ToArray()], asSegments: false);
        Assert.Equal(["a", "[DONE]"], frames.Select(frame => frame.Data));
        Assert.Equal([true, false], frames.Select(frame => frame.IsClosed));
    }

    [Fact]
    public void A_carriage_return_at_the_end_of_a_read_waits_for_its_line_feed()
    {
        var scanner = new SseFrameScanner();
        var buffer = new ReadOnlySequence<byte>("data: a\r\n\r"u8.ToArray());
        Assert.Equal(SseScan.NeedMore, scanner.Read(ref buffer, out _));
        buffer = new ReadOnlySequence<byte>("data: a\r\n\r\n"u8.ToArray());
        Assert.Equal(SseScan.Frame, scanner.Read(ref buffer, out SseFrame frame));
        Assert.Equal("data: a\r\n\r\n", ScannedFrame.Of(frame).Raw);
    }

    [Theory]
    [InlineData("data: 1234567\n\n", SseScan.TooLarge)]
    [InlineData("data: 1234567", SseScan.NeedMore)]
    [InlineData("data: 12345678", SseScan.NeedMore)]
    [InlineData("data: 123456789", SseScan.TooLarge)]
    [InlineData("data: 123456\n\n", SseScan.Frame)]
    [InlineData("data: 1\n\ndata: 2\n\n", SseScan.Frame)]
    public void A_frame_over_the_bound_is_a_result(string stream, SseScan expected)
    {
        var scanner = new SseFrameScanner(maxFrameBytes: 14);
        var buffer = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(stream));
        Assert.Equal(expected, scanner.Read(ref buffer, out _));
    }

    [Fact]
    public void A_frame_of_a_megabyte_in_small_reads_is_looked_at_once()
    {
        byte[] stream = Encoding.UTF8.GetBytes($"data: {new string('x', 1 << 20)}\n\n");
        var scanner = new SseFrameScanner();
        for (int length = 100; length < stream.Length; length += 100)
        {
            // What was examined is not looked at again: a line break that appears there later is not seen.
            var part = new ReadOnlySequence<byte>(stream, 0, length);
            Assert.Equal(SseScan.NeedMore, scanner.Read(ref part, out _));
        }

        byte[] changed = [.. stream];
        changed[50] = (byte)'\n';
        changed[51] = (byte)'\n';
        var whole = new ReadOnlySequence<byte>(changed);
        Assert.Equal(SseScan.Frame, scanner.Read(ref whole, out SseFrame frame));
        Assert.Equal((1 << 20) + 8, frame.Raw.Length);
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        byte[] stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: {\"choices\":[]}\r\n\r\n", 1000)));
        var scanner = new SseFrameScanner();
        int frames = 0;
        Assert.Equal(0, Allocations.Least(() =>
        {
            scanner.Reset();
            var buffer = new ReadOnlySequence<byte>(stream);
            frames = 0;
            while (scanner.Read(ref buffer, out SseFrame frame) == SseScan.Frame && frame.HasData)
            {
                frames++;
            }
        }));
        Assert.Equal(1000, frames);
    }
}
