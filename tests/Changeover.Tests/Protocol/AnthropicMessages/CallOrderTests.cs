using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class CallOrderTests
{
    private static readonly Gen<string> Word = Gen.OneOf("", "a", "}", "{\"", "]\\", "\\\"", "é🙂");

    private static readonly Gen<string> Arguments =
        from name in Word
        from word in Word
        from number in Gen.Int
        select new JsonObject
        {
            [name] = new JsonArray(word, number, new JsonObject { ["x"] = new JsonArray() }),
            [name + "2"] = word + name,
        }.ToJsonString();

    [Fact]
    public void The_next_call_is_written_with_the_last_letter_of_the_first_and_not_before() =>
        Gen.Select(Arguments, Gen.Int[0, 200], Gen.Bool).Sample((arguments, at, isSpaced) =>
        {
            at %= arguments.Length;
            var output = new ArrayBufferWriter<byte>();
            using var writer = new AnswerStreamWriter(MessageStream.Plain, []);
            writer.Write(new ChatEvent.ToolCallStarted(0, 0, "first", "f"), output);
            writer.Write(new ChatEvent.ToolCallDelta(0, 0, arguments[..at]), output);
            writer.Write(new ChatEvent.ToolCallStarted(0, 1, "second", "f"), output);
            Assert.DoesNotContain("second", Encoding.UTF8.GetString(output.WrittenSpan));
            writer.Write(new ChatEvent.ToolCallDelta(0, 0, arguments[at..] + (isSpaced ? " \n" : "")), output);
            Assert.Contains("second", Encoding.UTF8.GetString(output.WrittenSpan));
        });

    [Theory]
    [InlineData("{\"a\":[{}]}")]
    [InlineData(" {} ")]
    public void An_object_is_the_input_as_it_stands(string arguments) => Assert.Contains($"\"input\":{arguments}", WriteCall(arguments));

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("x")]
    public void Anything_else_is_put_into_one(string arguments) => Assert.Contains($$"""
        "input":{"input":"{{arguments}}"}
        """.Trim(), WriteCall(arguments));

    private static string WriteCall(string arguments)
    {
        var output = new ArrayBufferWriter<byte>();
        var turn = new ChatMessage { Role = Role.Assistant, ToolCalls = [new ToolCall("a", "f", arguments)] };
        RequestWriter.Write(MessageStream.Plain with { Messages = [turn] }, "m", output, []);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
