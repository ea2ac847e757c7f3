using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using CsCheck;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class RequestRoundTripTests
{
    [Fact]
    public void Every_field_survives_the_neutral_form() =>
        MessagesGen.Request.Sample(body =>
        {
            string back = ThereAndBack(body, out LossList losses);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(back)), $"{body}\nbecame\n{back}");
            Assert.Empty(losses);
        });

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a"}]}""", """{"role":"user","content":"a"}""")]
    [InlineData("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","is_error":false}]}""", """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a"},{"type":"tool_result","tool_use_id":"t"}]}""", """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"},{"type":"text","text":"a"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]},{"role":"user","content":"a"}""", """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"},{"type":"text","text":"a"}]}""")]
    [InlineData("""{"role":"user","content":"a"},{"role":"system","content":"s"}""", """{"role":"user","content":"a"},{"role":"system","content":"s"}""")]
    public void Where_there_are_two_forms_one_is_written(string messages, string expected) =>
        Assert.Equal(
            $$"""{"model":"m","max_tokens":1,"messages":[{{expected}}]}""",
            ThereAndBack($$"""{"model":"m","max_tokens":1,"messages":[{{messages}}]}""", out _));

    [Fact]
    public void Mutated_requests_never_throw() =>
        Gen.Select(MessagesGen.Request, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 4]).Sample((body, changes) =>
        {
            byte[] mutated = Encoding.UTF8.GetBytes(body);
            foreach ((int at, byte value) in changes)
            {
                mutated[at % mutated.Length] = value;
            }

            bool isRequest = RequestReader.TryRead(mutated, out ChatRequest? request, out RequestFault? fault);
            Assert.Equal(isRequest, request is not null);
            Assert.Equal(isRequest, fault is null);
            if (request is not null)
            {
                RequestWriter.Write(request, "m", new ArrayBufferWriter<byte>(), []);
            }
        });

    private static string ThereAndBack(string body, out LossList losses)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out RequestFault? fault), $"{fault}: {body}");
        losses = [];
        var output = new ArrayBufferWriter<byte>();
        RequestWriter.Write(request, request.OriginalModel, output, losses);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
