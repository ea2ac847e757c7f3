using System.Buffers;
using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class ErrorTests
{
    private static readonly AnthropicMessagesDialect Messages = new();

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(402, "billing_error")]
    [InlineData(403, "permission_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(409, "invalid_request_error")]
    [InlineData(413, "request_too_large")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(502, "api_error")]
    [InlineData(503, "overloaded_error")]
    [InlineData(504, "timeout_error")]
    [InlineData(529, "overloaded_error")]
    public void The_status_decides_the_type(int status, string type) =>
        Assert.Equal(
            $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"m"}}""",
            Write(new ClientError(status, "openai_word", null, "m")));

    [Fact]
    public void Our_code_and_the_field_to_blame_stand_beside() =>
        Assert.Equal(
            """{"type":"error","error":{"type":"invalid_request_error","message":"m","code":"invalid_type","param":"max_tokens"},"request_id":"req_1"}""",
            Write(new ClientError(400, "invalid_request_error", "invalid_type", "m", "max_tokens") { RequestId = "req_1" }));

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}""", "overloaded_error", "Overloaded")]
    [InlineData("""{"error":{"type":"forbidden","message":"Request not allowed"}}""", "forbidden", "Request not allowed")]
    [InlineData("<html>busy</html>", null, "<html>busy</html>")]
    public void Reads_an_error_with_its_outer_type_or_without(string body, string? type, string message)
    {
        UpstreamError error = Messages.ReadError(529, Encoding.UTF8.GetBytes(body), "7", DateTimeOffset.UnixEpoch);
        Assert.Equal((529, type, message, null), (error.Status, error.Type, error.Message, error.Code));
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }

    private static string Write(ClientError error)
    {
        var output = new ArrayBufferWriter<byte>();
        Messages.WriteError(error, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
