using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Tests.Protocol.Gemini;

public sealed class GeminiErrorTests
{
    [Fact]
    public void The_quota_that_ran_out_and_the_wait_are_read()
    {
        UpstreamError error = Read(429, """
            {"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
            {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"},{"quotaMetric":"x","quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7.5s"}]}}
            """);
        Assert.Equal(("PerDay", "RESOURCE_EXHAUSTED", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", TimeSpan.FromSeconds(7.5)), (error.Code, error.Type, error.Param, error.RetryAfter));
    }

    [Theory]
    [InlineData("""{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""", "API_KEY_INVALID", "INVALID_ARGUMENT")]
    [InlineData("""[{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]""", "API_KEY_INVALID", "INVALID_ARGUMENT")]
    [InlineData("""{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}""", "400", "FAILED_PRECONDITION")]
    [InlineData("""{"error":{"details":[1,{"violations":{}},{"reason":2}],"code":400}}""", "400", null)]
    [InlineData("<html>", null, null)]
    public void The_reason_is_the_code_and_the_status_the_type(string body, string? code, string? type)
    {
        UpstreamError error = Read(400, body);
        Assert.Equal((400, code, type), (error.Status, error.Code, error.Type));
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT")]
    [InlineData(401, "UNAUTHENTICATED")]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(404, "NOT_FOUND")]
    [InlineData(413, "INVALID_ARGUMENT")]
    [InlineData(429, "RESOURCE_EXHAUSTED")]
    [InlineData(500, "INTERNAL")]
    [InlineData(502, "UNAVAILABLE")]
    [InlineData(504, "DEADLINE_EXCEEDED")]
    public void An_error_is_written_with_Googles_word_for_its_status(int status, string word)
    {
        var output = new ArrayBufferWriter<byte>();
        Wire.Dialect.WriteError(new ClientError(status, "t", "our_code", "Sentence.", "field") { RequestId = "r" }, output);
        JsonNode error = JsonNode.Parse(output.WrittenSpan)!["error"]!;
        Assert.Equal((status, word, "Sentence."), ((int)error["code"]!, (string)error["status"]!, (string)error["message"]!));
        Assert.Equal("our_code", Read(status, Encoding.UTF8.GetString(output.WrittenSpan)).Code);
        Assert.Equal("field", (string?)error["details"]![0]!["metadata"]!["param"]);
        Assert.Equal("r", (string?)error["details"]![1]!["requestId"]);
    }

    [Fact]
    public void An_error_in_a_stream_that_began_well_has_a_code_that_Googles_client_takes_for_an_error()
    {
        var output = new ArrayBufferWriter<byte>();
        Wire.Dialect.WriteError(new ClientError(200, "t", "stream_interrupted", "Sentence."), output);
        JsonNode error = JsonNode.Parse(output.WrittenSpan)!["error"]!;
        Assert.Equal((500, "INTERNAL"), ((int)error["code"]!, (string)error["status"]!));
    }

    private static UpstreamError Read(int status, string body) => Wire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body), null, default);
}
