using System.Text;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class RequestOutlineTests
{
    [Fact]
    public void Notes_what_routing_needs()
    {
        RequestOutline outline = Read("""
            {"model":"gpt-x","stream":true,"stream_options":{"include_usage":true},"n":2,"max_tokens":5,"max_completion_tokens":7,
             "logprobs":true,"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{}}},
             "tools":[{"type":"function","function":{"name":"f"}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:"}}]},
                         {"role":"user","content":[{"type":"input_audio","input_audio":{}},{"type":"file","file":{}}]}]}
            """);
        Assert.Equal("gpt-x", outline.OriginalModel);
        Assert.True(outline is
        {
            Stream: true, IncludeUsage: true, HasTools: true, HasImages: true, HasAudio: true, HasFiles: true,
            N: 2, MaxOutputTokens: 7, Logprobs: true, ResponseFormat: ResponseFormatKind.JsonSchema,
        });
        Assert.Equal(10, outline.Members.Length);
    }

    [Fact]
    public void What_is_not_said_is_unknown()
    {
        RequestOutline outline = Read("""{"messages":[{"role":"user","content":"image_url"}],"model":"m","tools":[],"stream":null,"max_tokens":-1}""");
        Assert.True(outline is
        {
            Stream: false, IncludeUsage: null, HasTools: false, HasImages: false, HasAudio: false, HasFiles: false,
            N: 1, MaxOutputTokens: null, Logprobs: false, ResponseFormat: ResponseFormatKind.None,
        });
    }

    [Fact]
    public void Serves_completions_and_embeddings()
    {
        byte[] completion = """{"model":"m","prompt":["a"],"logprobs":3}"""u8.ToArray();
        Assert.True(RequestOutline.TryRead(completion, RequestKind.Completion, out RequestOutline? outline, out _));
        Assert.True(outline.Logprobs);
        byte[] embedding = """{"model":"m","input":[1,2,3]}"""u8.ToArray();
        Assert.True(RequestOutline.TryRead(embedding, RequestKind.Embedding, out _, out _));
    }

    [Fact]
    public void Gives_the_raw_value_of_a_property()
    {
        byte[] body = """{"model":"m","input":"x", "see\u0064" : 9007199254740993}"""u8.ToArray();
        Assert.True(RequestOutline.TryRead(body, RequestKind.Embedding, out RequestOutline? outline, out _));
        Assert.Equal("9007199254740993", Encoding.UTF8.GetString(outline.RawValue(body, "seed"u8)));
        Assert.True(outline.RawValue(body, "absent"u8).IsEmpty);
    }

    [Theory]
    [InlineData("", "invalid_json", null)]
    [InlineData("  ", "invalid_json", null)]
    [InlineData("{", "invalid_json", null)]
    [InlineData("[]", "invalid_json", null)]
    [InlineData("\"x\"", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]} x""", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],}""", "invalid_json", null)]
    [InlineData("""{"model":"\ud800","messages":[{}]}""", "invalid_json", null)]
    [InlineData("""{"\ud800":1}""", "invalid_json", null)]
    [InlineData("""{"messages":[{"role":"user"}]}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"m"}""", "missing_required_parameter", "messages")]
    [InlineData("""{"model":"m","messages":[]}""", "invalid_value", "messages")]
    [InlineData("""{"model":"m","messages":"hi"}""", "invalid_type", "messages")]
    [InlineData("""{"model":"m","messages":[1]}""", "invalid_type", "messages[0]")]
    [InlineData("""{"model":7,"messages":[{}]}""", "invalid_type", "model")]
    [InlineData("""{"model":null,"messages":[{}]}""", "invalid_type", "model")]
    [InlineData("""{"model":" ","messages":[{}]}""", "invalid_value", "model")]
    [InlineData("""{"model":"m","messages":[{}],"stream":"true"}""", "invalid_type", "stream")]
    [InlineData("""{"model":"m","messages":[{}],"n":1.5}""", "invalid_value", "n")]
    [InlineData("""{"model":"m","messages":[{}],"n":0}""", "invalid_value", "n")]
    [InlineData("""{"model":"m","messages":[{}],"n":1e999}""", "invalid_value", "n")]
    [InlineData("""{"model":"m","messages":[{}],"max_tokens":"5"}""", "invalid_type", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{}],"tools":{}}""", "invalid_type", "tools")]
    [InlineData("""{"model":"m","messages":[{}],"stream_options":[]}""", "invalid_type", "stream_options")]
    [InlineData("""{"model":"m","messages":[{}],"stream_options":{"include_usage":1}}""", "invalid_type", "stream_options.include_usage")]
    [InlineData("""{"model":"m","messages":[{}],"response_format":{"type":1}}""", "invalid_type", "response_format.type")]
    [InlineData("""{"model":"m","messages":[{}],"model":"n"}""", "duplicate_key", "model")]
    [InlineData("""{"model":"m","messages":[{}],"mod\u0065l":"n"}""", "duplicate_key", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a","role":"system"}]}""", "duplicate_key", "role")]
    [InlineData("""{"model":"m","messages":[{}],"x":{"y":[{"z":{"a":1,"b":2,"a":3}}]}}""", "duplicate_key", "a")]
    public void Refuses_with_a_code_and_a_place(string body, string code, string? param)
    {
        RequestFault fault = Refuse(Encoding.UTF8.GetBytes(body));
        Assert.Equal((code, param), (fault.Code, fault.Param));
    }

    [Fact]
    public void The_same_name_in_different_objects_is_no_duplicate() =>
        Read("""{"model":"m","messages":[{"role":"a","x":{"role":{"role":1}}},{"role":"b"}],"a":{"x":1},"b":{"x":1}}""");

    [Fact]
    public void Invalid_UTF8_is_refused()
    {
        byte[] body = [.. "{\"model\":\"m\",\"messages\":[{\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];
        Assert.Equal("invalid_json", Refuse(body).Code);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void A_hundred_thousand_levels_are_a_plain_fault(string level)
    {
        string body = "{\"model\":\"m\",\"messages\":[{}],\"x\":" + string.Concat(Enumerable.Repeat(level, 100_000));
        Assert.Equal("invalid_json", Refuse(Encoding.UTF8.GetBytes(body)).Code);
    }

    [Fact]
    public void Sixty_four_levels_are_allowed()
    {
        string nested = string.Concat(Enumerable.Repeat("{\"a\":", 63)) + "1" + new string('}', 63);
        Read($$"""{"model":"m","messages":[{}],"x":{{nested}}}""");
        Assert.Equal("invalid_json", Refuse(Encoding.UTF8.GetBytes($$$"""{"model":"m","messages":[{}],"x":{"a":{{{nested}}}}}""")).Code);
    }

    [Fact]
    public void More_open_names_than_anyone_needs_are_refused_in_bounded_memory()
    {
        string many = string.Join(",", Enumerable.Range(0, 400_000).Select(i => $"\"{i}\":0"));
        byte[] body = Encoding.UTF8.GetBytes($$$"""{"model":"m","messages":[{}],"logit_bias":{{{{many}}}}}""");
        Refuse(body); // pools are warm
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("invalid_json", Refuse(body).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_duplicate_is_found_among_any_names_in_any_nesting()
    {
        Gen<List<string>> unique = Gen.Int[0, 700].Select(count => Enumerable.Range(0, count).Select(i => i % 7 == 0 ? $"z\\u0{i:X3}" : $"k{i}").ToList());
        Gen.Select(unique, Gen.Bool, Gen.Int[0, 10_000], Gen.Int[1, 5]).Sample((generated, repeats, which, depth) =>
        {
            List<string> names = [.. generated];
            if (repeats && names.Count > 0)
            {
                // The same name again, written with an escape.
                string again = names[which % names.Count];
                names.Add(again[0] == 'z' ? again : again.Replace("k", "\\u006b", StringComparison.Ordinal));
            }

            bool isUnique = !repeats || names.Count == 0;
            string inner = "{" + string.Join(",", names.Select(each => $"\"{each}\":{{\"k1\":0}}")) + "}";
            string nested = Enumerable.Range(0, depth).Aggregate(inner, (text, _) => $$"""{"k1":{{text}},"k2":1}""");
            byte[] body = Encoding.UTF8.GetBytes($$"""{"model":"m","input":"x","extra":{{nested}}}""");
            Assert.Equal(isUnique, RequestOutline.TryRead(body, RequestKind.Embedding, out _, out RequestFault? fault));
            Assert.Equal(isUnique, fault?.Code != RequestFaultCode.DuplicateKey);
        });
    }

    [Fact]
    public void Mutated_requests_never_throw()
    {
        byte[] body = Encoding.UTF8.GetBytes("""
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"n":2,"max_tokens":5,"é\u00e9":"\ud83d\ude00",
            "messages":[{"role":"user","content":[{"type":"image_url"}]}],"response_format":{"type":"text"}}
            """);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte, Gen.Enum<RequestKind>()).List[1, 4].Sample(changes =>
        {
            byte[] mutated = [.. body];
            foreach ((int at, byte value, _) in changes)
            {
                mutated[at] = value;
            }

            bool isRequest = RequestOutline.TryRead(mutated, changes[0].Item3, out RequestOutline? outline, out RequestFault? fault);
            Assert.Equal(isRequest, outline is not null);
            Assert.Equal(isRequest, fault is null);
        });
    }

    private static RequestOutline Read(string body)
    {
        bool isRequest = RequestOutline.TryRead(Encoding.UTF8.GetBytes(body), RequestKind.Chat, out RequestOutline? outline, out RequestFault? fault);
        Assert.True(isRequest, fault?.Message);
        return outline!;
    }

    private static RequestFault Refuse(byte[] body)
    {
        Assert.False(RequestOutline.TryRead(body, RequestKind.Chat, out _, out RequestFault? fault));
        return fault;
    }
}
