using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIResponses;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIResponses;

public sealed class RequestRoundTripTests
{
    [Fact]
    public void Every_field_and_the_order_of_items_survive_the_neutral_form() =>
        ResponsesGen.Request.Sample(body =>
        {
            string back = ThereAndBack(body, out LossList losses);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(back)), $"{body}\nbecame\n{back}");
            Assert.Empty(losses);
        });

    [Theory]
    [InlineData("""{"model":"m","input":"a","temperature":null,"stream":false}""", """{"model":"m","input":[{"role":"user","content":"a"}]}""")]
    [InlineData("""{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"a"}]}]}""", """{"model":"m","input":[{"role":"user","content":"a"}]}""")]
    [InlineData("""{"model":"m","input":[{"role":"system","content":"s"}]}""", """{"model":"m","instructions":"s","input":[]}""")]
    [InlineData(
        """{"model":"m","input":[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"a","annotations":[],"logprobs":[]}]}]}""",
        """{"model":"m","input":[{"type":"message","role":"assistant","content":"a","id":"msg_1"}]}""")]
    public void Where_there_are_two_forms_one_is_written(string body, string expected) => Assert.Equal(expected, ThereAndBack(body, out _));

    [Fact]
    public void Reasoning_that_only_the_provider_keeps_is_not_referred_to_when_it_keeps_nothing()
    {
        string back = ThereAndBack("""{"model":"m","store":false,"input":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"g"}]}""", out LossList losses);
        Assert.DoesNotContain("rs_1", back);
        Assert.Contains("rs_2", back);
        Assert.Equal(LossKind.Ignored, Assert.Single(losses).Kind);
    }

    [Fact]
    public void Mutated_requests_never_throw() =>
        Gen.Select(ResponsesGen.Request, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 4]).Sample((body, changes) =>
        {
            byte[] mutated = Encoding.UTF8.GetBytes(body);
            foreach ((int at, byte value) in changes)
            {
                mutated[at % mutated.Length] = value;
            }

            bool isRequest = RequestReader.TryRead(mutated, out ChatRequest? request, out RequestFault? fault);
            Assert.Equal(isRequest, fault is null);
            if (request is not null)
            {
                RequestWriter.Write(request, "m", new ArrayBufferWriter<byte>(), new LossList());
            }
        });

    private static string ThereAndBack(string body, out LossList losses)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out RequestFault? fault), $"{fault}: {body}");
        losses = new LossList();
        var output = new ArrayBufferWriter<byte>();
        RequestWriter.Write(request, request.OriginalModel, output, losses);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
