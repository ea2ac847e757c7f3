using System.Buffers;
using System.Text;
using Changeover.Protocol;
using Changeover.Protocol.Sse;
using CsCheck;

namespace Changeover.Tests.Protocol.Sse;

public sealed class SseWriterTests
{
    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.OneOf("", "a", "{\"x\":1}", "two\nlines", "a\r\nb\rc\n").Sample(data =>
        {
            string written = Write(output => SseWriter.WriteEvent(output, "error"u8, Encoding.UTF8.GetBytes(data)));
            ScannedFrame frame = Assert.Single(ScannedFrame.Scan([Encoding.UTF8.GetBytes(written)], asSegments: false));
            Assert.Equal(("error", data.ReplaceLineEndings("\n")), (frame.Event, frame.Data));
        });

    [Fact]
    public void A_data_frame_looks_as_OpenAI_writes_it() =>
        Assert.Equal("data: [DONE]\n\n", Write(output => SseWriter.WriteData(output, "[DONE]"u8)));

    [Fact]
    public void A_comment_has_no_data()
    {
        string written = Write(output => SseWriter.WriteComment(output, "wait"u8));
        Assert.Equal(": wait\n\n", written);
    }

    [Theory]
    [InlineData("data:{\"a\":1,\"usage\":null}\r\n\r\n", "data:{\"a\":1}\r\n\r\n")]
    [InlineData("id: 1\ndata: {\"a\":1,\ndata: \"usage\":null}\n\n", "id: 1\ndata: {\"a\":1}\n\n")]
    public void A_cut_leaves_all_else_as_it_came(string stream, string expected)
    {
        var buffer = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(stream));
        Assert.Equal(SseScan.Frame, new SseFrameScanner().Read(ref buffer, out SseFrame frame));
        string data = Encoding.UTF8.GetString(frame.Data.ToArray());
        var cut = new ByteRange(data.IndexOf(','), data.Length - 1 - data.IndexOf(','));

        var output = new ArrayBufferWriter<byte>();
        SseWriter.WriteWithout(output, frame, cut);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
