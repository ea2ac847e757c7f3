using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class RequestRoundTripTests
{
    [Fact]
    public void Every_field_survives_the_neutral_form() =>
        RequestGen.Request.Sample(body =>
        {
            string back = ThereAndBack(body);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(back)), $"{body}\nbecame\n{back}");
        });

    [Fact]
    public void Numbers_of_unknown_fields_keep_their_text() =>
        Assert.Contains("\"x\":[12345678901234567890,1.50]", ThereAndBack("""{"model":"m","messages":[{"role":"user","content":"a"}],"x":[12345678901234567890,1.50]}"""));

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"}]}],"stop":"x","n":1,"stream":false,"temperature":null}""", """{"model":"m","messages":[{"role":"user","content":"a"}],"stop":["x"]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","reasoning":"r","content":[{"type":"refusal","refusal":"no"}]}]}""", """{"model":"m","messages":[{"role":"assistant","content":null,"refusal":"no","reasoning_content":"r"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}],"max_tokens":5}""", """{"model":"m","messages":[{"role":"user","content":"a"}],"max_tokens":5}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}],"max_tokens":5,"max_completion_tokens":6}""", """{"model":"m","messages":[{"role":"user","content":"a"}],"max_completion_tokens":6,"max_tokens":5}""")]
    public void Where_there_are_two_forms_one_is_written(string body, string expected) => Assert.Equal(expected, ThereAndBack(body));

    [Fact]
    public void The_upstreams_model_name_is_written()
    {
        Assert.True(RequestReader.TryRead("""{"model":"route","messages":[{"role":"user","content":"a"}]}"""u8.ToArray(), out ChatRequest? request, out _));
        var output = new ArrayBufferWriter<byte>();
        RequestWriter.Write(request, "upstream-model", output);
        Assert.StartsWith("""{"model":"upstream-model",""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Mutated_requests_never_throw() =>
        Gen.Select(RequestGen.Request, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 4]).Sample((body, changes) =>
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
                RequestWriter.Write(request, "m", new ArrayBufferWriter<byte>());
            }
        });

    private static string ThereAndBack(string body)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out RequestFault? fault), $"{fault}: {body}");
        var output = new ArrayBufferWriter<byte>();
        RequestWriter.Write(request, request.OriginalModel, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
