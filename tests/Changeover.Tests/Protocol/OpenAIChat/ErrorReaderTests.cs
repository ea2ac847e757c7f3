using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class ErrorReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"error":{"message":"m","type":"t","param":"p","code":"c"}}""", "c", "t", "m", "p")]
    [InlineData("""{"error":{"message":"m","type":"t","param":null,"code":null}}""", null, "t", "m", null)]
    [InlineData("""{"error":{"code":1302,"message":"m"}}""", "1302", null, "m", null)]
    [InlineData("""{"error":{"code":"1302","message":"m"}}""", "1302", null, "m", null)]
    [InlineData("""{"error":{"code":403,"message":"m","metadata":{"error_type":"permission_denied"}}}""", "403", "permission_denied", "m", null)]
    [InlineData("""{"error":"m"}""", null, null, "m", null)]
    [InlineData("""{"error":{"odd":1}}""", null, null, "{\"odd\":1}", null)]
    [InlineData("""{"code":"unsupported_country_region_territory","message":"m","param":null,"type":"request_forbidden"}""", "unsupported_country_region_territory", "request_forbidden", "m", null)]
    [InlineData("""{"code":"Arrearage","message":"m","request_id":"r"}""", "Arrearage", null, "m", null)]
    [InlineData("""{"detail":"m"}""", null, null, "m", null)]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"m","type":"missing"}]}""", null, "missing", "m", null)]
    [InlineData("""[{"error":{"code":400,"message":"m","status":"FAILED_PRECONDITION"}}]""", "400", "FAILED_PRECONDITION", "m", null)]
    [InlineData("""{"base_resp":{"status_code":1008,"status_msg":"m"}}""", "1008", null, "m", null)]
    [InlineData("""{"error_code":17,"error_msg":"m"}""", "17", null, "m", null)]
    [InlineData("""{"Response":{"Error":{"Code":"FailedOperation","Message":"m"},"RequestId":"r"}}""", "FailedOperation", null, "m", null)]
    [InlineData("""{"object":"error","message":"m","type":"NotFoundError","param":null,"code":404}""", "404", "NotFoundError", "m", null)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"m"}}""", null, "overloaded_error", "m", null)]
    [InlineData(" plain text \n", null, null, "plain text", null)]
    [InlineData("<html><h1>502</h1></html>", null, null, "<html><h1>502</h1></html>", null)]
    [InlineData("""{"error":{"message":"\ud800"}}""", null, null, """{"error":{"message":"\ud800"}}""", null)]
    [InlineData("{\"error\":", null, null, "{\"error\":", null)]
    [InlineData("{}", null, null, "{}", null)]
    [InlineData("", null, null, null, null)]
    public void Reads_every_shape(string body, string? code, string? type, string? message, string? param) =>
        Assert.Equal(
            new UpstreamError { Status = 429, Code = code, Type = type, Message = message, Param = param },
            ErrorReader.Read(429, Encoding.UTF8.GetBytes(body), null, Now));

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData(" 1.5 ", 1.5)]
    [InlineData("Tue, 24 Nov 2026 12:00:30 GMT", 30.0)]
    [InlineData("Tue, 24 Nov 2026 11:00:00 GMT", 0.0)]
    [InlineData("soon", null)]
    [InlineData("-3", null)]
    [InlineData("1e300", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reads_the_header(string? header, double? seconds) =>
        Assert.Equal(
            seconds is { } value ? TimeSpan.FromSeconds(value) : null,
            ErrorReader.Read(429, "{}"u8, header, Now).RetryAfter);

    [Fact]
    public void Reads_the_delay_that_Google_puts_in_the_body() =>
        Assert.Equal(
            TimeSpan.FromSeconds(3.5),
            ErrorReader.Read(429, """{"error":{"code":429,"message":"m","details":[{"@type":"x"},{"retryDelay":"3.5s"}]}}"""u8, null, Now).RetryAfter);

    [Fact]
    public void A_long_plain_text_is_cut() =>
        Assert.Equal(2048, ErrorReader.Read(500, Encoding.UTF8.GetBytes(new string('x', 100_000)), null, Now).Message!.Length);
}
