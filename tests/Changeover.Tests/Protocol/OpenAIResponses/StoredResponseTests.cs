using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Tests.Protocol.OpenAIResponses;

public sealed class StoredResponseTests
{
    private static readonly byte[] First = """{"model":"m","instructions":"be kind","input":"Hello"}"""u8.ToArray();
    private static readonly byte[] Answer = """{"id":"resp_1","output":[{"id":"msg_a","type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}]}"""u8.ToArray();

    [Fact]
    public void An_input_becomes_items_with_ids()
    {
        Assert.Equal(
            """[{"id":"msg_1_in0","type":"message","status":"completed","role":"user","content":[{"type":"input_text","text":"Hello"}]}]""",
            Written(output => StoredResponse.WriteInput(First, "resp_1", output)));
        Assert.Equal(
            """[{"id":"mine","type":"message","role":"user","content":[]},{"id":"fco_1_in1","type":"function_call_output","call_id":"c","output":"o"},{"id":"msg_2","type":"item_reference"}]""",
            Written(output => StoredResponse.WriteInput(
                """{"input":[{"id":"mine","role":"user","content":[]},{"type":"function_call_output","call_id":"c","output":"o"},{"type":"item_reference","id":"msg_2"}]}"""u8.ToArray(), "resp_1", output)));
    }

    [Fact]
    public void A_request_that_goes_on_holds_the_whole_conversation()
    {
        byte[] input = Encoding.UTF8.GetBytes(Written(output => StoredResponse.WriteInput(First, "resp_1", output)));
        byte[] next = """{"model":"m","previous_response_id":"resp_1","temperature":1.0,"input":[{"id":"msg_a","type":"item_reference"},{"role":"user","content":"More"}]}"""u8.ToArray();
        JsonObject body = JsonNode.Parse(Written(output => StoredResponse.WriteRequest(next, [new StoredTurn(input, Answer)], output)))!.AsObject();
        Assert.Equal(["model", "temperature", "input"], body.Select(property => property.Key));
        JsonArray items = body["input"]!.AsArray();
        Assert.Equal(["msg_1_in0", "msg_a", "msg_a", null], items.Select(item => (string?)item!["id"]));
        Assert.Equal("message", (string?)items[2]!["type"]);
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body.ToJsonString()), out _, out _));
    }

    [Fact]
    public void A_text_may_go_on_from_several_responses()
    {
        byte[] input = "[]"u8.ToArray();
        JsonNode body = JsonNode.Parse(Written(output => StoredResponse.WriteRequest(
            """{"model":"m","input":"More"}"""u8.ToArray(), [new StoredTurn(input, Answer), new StoredTurn(input, Answer)], output)))!;
        Assert.Equal(["assistant", "assistant", "user"], body["input"]!.AsArray().Select(item => (string?)item!["role"]));
    }

    [Fact]
    public void A_list_is_newest_first_and_in_pages()
    {
        byte[] items = """[{"id":"a"},{"id":"b"},{"id":"c"}]"""u8.ToArray();
        Assert.Equal(
            """{"object":"list","data":[{"id":"c"},{"id":"b"}],"first_id":"c","last_id":"b","has_more":true}""",
            Written(output => StoredResponse.WriteItemList(items, new ItemPage(2), output)));
        Assert.Equal(
            """{"object":"list","data":[{"id":"a"}],"first_id":"a","last_id":"a","has_more":false}""",
            Written(output => StoredResponse.WriteItemList(items, new ItemPage(2, After: "b"), output)));
        Assert.Equal(
            """{"object":"list","data":[{"id":"a"},{"id":"b"},{"id":"c"}],"first_id":"a","last_id":"c","has_more":false}""",
            Written(output => StoredResponse.WriteItemList(items, new ItemPage(IsAscending: true), output)));
    }

    [Fact]
    public void Small_answers_have_their_shapes()
    {
        Assert.Equal("""{"id":"resp_1","object":"response","deleted":true}""", Written(output => StoredResponse.WriteDeleted("resp_1", output)));
        Assert.Equal("""{"object":"response.input_tokens","input_tokens":11}""", Written(output => StoredResponse.WriteTokenCount(11, output)));
    }

    private static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
