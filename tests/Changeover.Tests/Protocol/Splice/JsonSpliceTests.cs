using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Splice;
using CsCheck;

namespace Changeover.Tests.Protocol.Splice;

public sealed class JsonSpliceTests
{
    [Theory]
    [InlineData("""{"model":"a","n":9007199254740993}""", """{"model":"up","n":9007199254740993}""")]
    [InlineData("""  { "n" : 1.50 , "model" : "a" }  """, """  { "n" : 1.50 , "model" : "up" }  """)]
    [InlineData("""{}""", """{"model":"up"}""")]
    [InlineData("""{ "x":[] }""", """{ "x":[],"model":"up" }""")]
    [InlineData("""{"mod\u0065l":"a"}""", """{"mod\u0065l":"up"}""")]
    public void Sets_a_value(string json, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.SetText("model", "up")));

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""", "a", """{"b":2,"c":3}""")]
    [InlineData("""{"a":1,"b":2,"c":3}""", "b", """{"a":1,"c":3}""")]
    [InlineData("""{"a":1,"b":2,"c":3}""", "c", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""", "a", """{}""")]
    [InlineData("""{ "a" : [1, {"a":2}] , "b":2 }""", "a", """{"b":2 }""")]
    [InlineData("""{"a":1}""", "x", """{"a":1}""")]
    public void Removes_a_property_with_its_comma(string json, string name, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.Remove(name)));

    [Theory]
    [InlineData("""{"max_tokens": 5}""", """{"max_completion_tokens": 5}""")]
    [InlineData("""{"max_tokens":5,"max_completion_tokens":7}""", """{"max_completion_tokens":7}""")]
    [InlineData("""{"max_completion_tokens":7}""", """{"max_completion_tokens":7}""")]
    public void Renames_unless_the_new_name_is_taken(string json, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.Rename("max_tokens", "max_completion_tokens")));

    [Theory]
    [InlineData("""{"temperature":0.70}""", """{"temperature":1}""")]
    [InlineData("""{"top_p":1}""", """{"top_p":1}""")]
    public void Replaces_only_what_is_there(string json, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.Replace("temperature", "1")));

    [Theory]
    [InlineData("""{"role": "developer","content":"developer"}""", """{"role": "system","content":"developer"}""")]
    [InlineData("""{"role":"user"}""", """{"role":"user"}""")]
    [InlineData("""{"role":null}""", """{"role":null}""")]
    [InlineData("""{}""", """{}""")]
    public void Replaces_one_text_by_another(string json, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.ReplaceText("role", "developer", "system")));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":null}""", """{"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":{}}""", """{"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":{"include_usage":false,"x":1}}""", """{"stream_options":{"include_usage":true,"x":1}}""")]
    public void Sets_inside_a_nested_object(string json, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.Inside("stream_options", JsonEdit.Set("include_usage", "true"))));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"o":{"x":1,"y":2}}""", """{"o":{"y":2}}""")]
    [InlineData("""{"o":"text"}""", """{"o":"text"}""")]
    public void Removes_inside_a_nested_object(string json, string expected) =>
        Assert.Equal(expected, Apply(json, JsonEdit.Inside("o", JsonEdit.Remove("x"))));

    [Fact]
    public void Removes_from_every_message() =>
        Assert.Equal(
            """{"messages":[ {"role":"user","content":"reasoning_content"}, 7, {"role":"assistant"},{}],"n":1}""",
            Apply(
                """{"messages":[ {"role":"user","content":"reasoning_content"}, 7, {"role":"assistant","reasoning_content":{"a":[1]}},{"reasoning_content":null}],"n":1}""",
                JsonEdit.Each("messages", JsonEdit.Remove("reasoning_content"))));

    [Fact]
    public void Text_needs_no_escapes_beyond_JSON() =>
        Assert.Equal("""{"model":"通义+<\"q\">"}""", Apply("""{"model":"a"}""", JsonEdit.SetText("model", "通义+<\"q\">")));

    [Fact]
    public void Two_edits_of_one_property_are_refused() =>
        Assert.Throws<ArgumentException>(() => new JsonSplice(JsonEdit.Remove("a"), JsonEdit.Set("a", "1")));

    [Fact]
    public void Means_what_a_tree_would_mean()
    {
        Gen<string> name = Gen.OneOf("a", "b", "c", "d", "e\\n");
        Gen<string> value = Gen.OneOf(
            "1", "1e400", "\"}\\\"{\"", "null", "[1 , {\"a\":[]}]",
            "{\"a\":1, \"z\":2}", "{ }");
        Gen<string> space = Gen.OneOf("", " ", "\r\n\t");
        Gen<string> objects =
            from members in Gen.Select(name, value, space, space).List[0, 6]
            from outer in space
            select outer + "{" + outer + string.Join(",", members.DistinctBy(member => member.Item1).Select(
                member => $"{member.Item3}\"{member.Item1}\"{member.Item4}:{member.Item3}{member.Item2}{member.Item4}")) + outer + "}" + outer;

        objects.Sample(json =>
        {
            string changed = Apply(
                json, JsonEdit.Set("a", "7"), JsonEdit.Remove("b"), JsonEdit.Rename("c", "f"), JsonEdit.Inside("d", JsonEdit.Remove("a")));
            JsonObject expected = JsonNode.Parse(json)!.AsObject();
            expected["a"] = 7;
            expected.Remove("b");
            if (expected.Remove("c", out JsonNode? moved))
            {
                expected["f"] = moved;
            }

            (expected["d"] as JsonObject)?.Remove("a");
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(changed)), $"{json} became {changed}");
        });
    }

    [Fact]
    public void With_nothing_to_do_every_byte_stays() =>
        Gen.OneOf("""{"a" :1, "b":[ 2]}""", " {\n} ", """{"z":{"y":"\u00e9"}} """).Sample(json =>
            Assert.Equal(json, Apply(json, JsonEdit.Remove("q"), JsonEdit.Replace("r", "1"), JsonEdit.Rename("s", "t"))));

    [Fact]
    public void Changing_the_model_of_a_long_request_allocates_nothing()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"model":"a","messages":[{"role":"user","content":"{{new string('x', 32_000)}}"}]}""");
        Assert.True(RequestOutline.TryRead(body, RequestKind.Chat, out RequestOutline? outline, out _));
        var splice = new JsonSplice(JsonEdit.SetText("model", "upstream-model"), JsonEdit.Remove("seed"));
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        Assert.Equal(0, Allocations.Least(() =>
        {
            output.ResetWrittenCount();
            splice.Write(body, outline.Members.Span, output);
        }));
        Assert.Equal(body.Length + "upstream-model".Length - 1, output.WrittenCount);
    }

    private static string Apply(string json, params ReadOnlySpan<JsonEdit> edits)
    {
        var output = new ArrayBufferWriter<byte>();
        new JsonSplice(edits).Write(Encoding.UTF8.GetBytes(json), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
