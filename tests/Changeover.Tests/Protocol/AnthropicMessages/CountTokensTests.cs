using System.Buffers;
using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class CountTokensTests
{
    [Fact]
    public void A_count_needs_no_bound_and_keeps_what_counts()
    {
        const string Body = """
            {"model":"m","system":"s","messages":[{"role":"user","content":"u"}],"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},"thinking":{"type":"enabled","budget_tokens":2048}}
            """;
        Assert.True(CountTokens.TryReadRequest(Encoding.UTF8.GetBytes(Body), out ChatRequest? request, out RequestFault? fault), fault?.ToString());
        var output = new ArrayBufferWriter<byte>();
        var losses = new LossList();
        CountTokens.WriteRequest(request with { Stream = true, User = "u", Sampling = new SamplingOptions { Temperature = 1 } }, "m", output, losses);
        Assert.Equal(Body.Trim(), Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Empty(losses);
    }

    [Fact]
    public void The_rest_is_as_strict_as_for_an_answer()
    {
        Assert.False(CountTokens.TryReadRequest("""{"model":"m","messages":[]}"""u8.ToArray(), out _, out RequestFault? fault));
        Assert.Equal("messages", fault.Param);
    }

    [Fact]
    public void The_answer_is_one_number()
    {
        var output = new ArrayBufferWriter<byte>();
        CountTokens.WriteAnswer(2095, output);
        Assert.Equal("""{"input_tokens":2095}""", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(2095, CountTokens.ReadAnswer(output.WrittenMemory));
    }

    [Theory]
    [InlineData("""{"input_tokens":"x"}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("<html>")]
    public void What_is_no_count_reads_as_none(string body) => Assert.Null(CountTokens.ReadAnswer(Encoding.UTF8.GetBytes(body)));
}
