using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class ErrorWriterTests
{
    [Fact]
    public void Writes_OpenAIs_shape()
    {
        var output = new ArrayBufferWriter<byte>();
        ErrorWriter.Write(output, "invalid_request_error", null, "Größe \"n\"", "n");
        Assert.Equal("""{"error":{"message":"Größe \"n\"","type":"invalid_request_error","param":"n","code":null}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_frame_reads_as_an_error_of_the_stream()
    {
        var output = new ArrayBufferWriter<byte>();
        ErrorWriter.WriteFrame(output, "api_error", "upstream_broken", "line\nbreak");
        string frame = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.StartsWith("data: {", frame);
        Assert.EndsWith("}\n\n", frame);

        var observer = new StreamObserver();
        Assert.Equal(FrameKind.Error, observer.Observe(Encoding.UTF8.GetBytes(frame[6..])).Kind);
        Assert.Equal(
            new UpstreamError { Status = 200, Code = "upstream_broken", Type = "api_error", Message = "line\nbreak" },
            observer.Notes.Error);
    }
}
