using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Gemini;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

public sealed class GeminiSchemaTests
{
    private static readonly string[] Keywords =
    [
        "type", "nullable", "title", "description", "default", "enum", "format", "minLength", "maxLength", "pattern", "minimum", "maximum",
        "items", "minItems", "maxItems", "properties", "required", "minProperties", "maxProperties", "propertyOrdering", "anyOf",
    ];

    [Theory]
    [InlineData("""{"type":["string","null"]}""", """{"type":"STRING","nullable":true}""", "")]
    [InlineData("""{"anyOf":[{"type":"string","minLength":1},{"type":"null"}],"title":"T","default":null}""", """{"type":"STRING","nullable":true,"title":"T","default":null,"minLength":1}""", "")]
    [InlineData("""{"const":"a"}""", """{"type":"STRING","enum":["a"]}""", "")]
    [InlineData("""{"enum":["a",null]}""", """{"type":"STRING","nullable":true,"enum":["a"]}""", "")]
    [InlineData("""{"type":"string","enum":["a",""]}""", """{"type":"STRING","enum":["a"]}""", "enum")]
    [InlineData("""{"type":"integer","enum":[1,2],"description":"d"}""", """{"type":"INTEGER","description":"d One of: 1, 2."}""", "enum")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0,"multipleOf":5}""", """{"type":"INTEGER","minimum":0}""", "exclusiveMinimum,multipleOf")]
    [InlineData("""{"type":"string","format":"uuid"}""", """{"type":"STRING"}""", "format")]
    [InlineData("""{"type":"string","format":"date-time"}""", """{"type":"STRING","format":"date-time"}""", "")]
    [InlineData("""{"type":"array"}""", """{"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"NUMBER"},{"type":"BOOLEAN"}]}}""", "type")]
    [InlineData("""{"type":"array","items":[{"type":"string"},{"type":"integer"}]}""", """{"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"INTEGER"}]}}""", "prefixItems")]
    [InlineData("""{"type":["string","integer"],"description":"d"}""", """{"anyOf":[{"type":"STRING","description":"d"},{"type":"INTEGER","description":"d"}]}""", "")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer","description":"e"}],"description":"d"}""", """{"anyOf":[{"type":"STRING","description":"d"},{"type":"INTEGER","description":"e"}]}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a","b"],"additionalProperties":false,"$schema":"s"}""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"}},"required":["a"]}""", "required,additionalProperties")]
    [InlineData("""{"allOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"string"}}}]}""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"required":["a"]}""", "allOf")]
    [InlineData("""{"$ref":"#/$defs/a","description":"mine","$defs":{"a":{"type":"string","description":"other"}}}""", """{"type":"STRING","description":"mine"}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}""", "anyOf")]
    public void Each_keyword_is_said_in_Geminis_way_or_told_as_a_loss(string schema, string expected, string lost)
    {
        (JsonNode written, LossList losses) = Write(schema);
        Assert.Equal(expected, written.ToJsonString());
        Assert.Equal(lost.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), losses.Select(loss => loss.Path["p.".Length..]).Order());
    }

    [Fact]
    public void Recursion_is_cut_where_it_begins_anew()
    {
        (JsonNode written, LossList losses) = Write("""{"$defs":{"node":{"type":"object","properties":{"value":{"type":"string"},"next":{"$ref":"#/$defs/node"}}}},"$ref":"#/$defs/node"}""");
        Assert.Equal("STRING", (string?)written["properties"]!["value"]!["type"]);
        Assert.Equal("OBJECT", (string?)written["properties"]!["next"]!["type"]);
        Assert.Contains(losses, loss => loss is { Path: "p.$ref", Kind: LossKind.Ignored });
        CheckLegal(written, "p");
    }

    [Fact]
    public void References_that_double_at_every_step_are_bounded()
    {
        string defs = string.Join(",", Enumerable.Range(0, 40).Select(i => $$$"""
            "d{{{i}}}":{"type":"object","properties":{"a":{"$ref":"#/$defs/d{{{i + 1}}}"},"b":{"$ref":"#/$defs/d{{{i + 1}}}"} } }
            """));
        (JsonNode written, LossList losses) = Write("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + defs + ",\"d40\":{\"type\":\"string\"}}}");
        Assert.Contains(losses, loss => loss.Path == "p");
        Assert.True(written.ToJsonString().Length < 2_000_000);
        string chain = string.Join(",", Enumerable.Range(0, 5000).Select(i => $$"""
            "d{{i}}":{"$ref":"#/$defs/d{{i + 1}}"}
            """));
        CheckLegal(Write("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + chain + "}}").Written, "p");
    }

    [Fact]
    public void Any_schema_becomes_a_legal_one() =>
        Schema(3).Sample(schema => CheckLegal(Write(schema.ToJsonString()).Written, schema.ToJsonString()));

    [Fact]
    public void Geminis_own_form_comes_back_as_it_was() =>
        Own(3).Sample(schema =>
        {
            JsonElement neutral = GeminiSchema.ToJsonSchema(JsonDocument.Parse(schema).RootElement);
            (JsonNode back, LossList losses) = Write(neutral.GetRawText());
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(schema), back), $"{schema}\nby way of\n{neutral}\nbecame\n{back.ToJsonString()}");
            Assert.Empty(losses);
        });

    private static (JsonNode Written, LossList Losses) Write(string schema)
    {
        var losses = new LossList();
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            GeminiSchema.Write(json, JsonDocument.Parse(schema).RootElement, "p", losses);
        }

        return (JsonNode.Parse(Encoding.UTF8.GetString(output.WrittenSpan), documentOptions: new JsonDocumentOptions { MaxDepth = 500 })!, losses);
    }

    /// <summary>The refusals of Google's API.</summary>
    private static void CheckLegal(JsonNode schema, string what)
    {
        Assert.All(schema.AsObject(), field => Assert.Contains(field.Key, Keywords));
        string? type = (string?)schema["type"];
        Assert.True(type is null != (schema["anyOf"] is null), what);
        Assert.True(type is null or "STRING" or "NUMBER" or "INTEGER" or "BOOLEAN" or "ARRAY" or "OBJECT", what);
        Assert.True(schema["enum"] is null || type == "STRING", what);
        Assert.True(type == "ARRAY" == (schema["items"] is not null), what);
        Assert.True(type == "OBJECT" == (schema["properties"]?.AsObject().Count > 0), what);
        Assert.All(schema["required"]?.AsArray() ?? [], name => Assert.NotNull(schema["properties"]![(string)name!]));
        Assert.All(schema["enum"]?.AsArray() ?? [], value => Assert.NotEqual("", (string?)value));
        foreach (JsonNode? inner in (schema["anyOf"]?.AsArray() ?? []).Concat(schema["properties"]?.AsObject().Select(property => property.Value) ?? []).Append(schema["items"]).Where(inner => inner is not null))
        {
            CheckLegal(inner!, what);
        }
    }

    private static Gen<JsonObject> Schema(int depth)
    {
        Gen<string> simple = Gen.OneOf(
            "\"type\":\"string\"", "\"type\":\"integer\"", "\"type\":\"object\"", "\"type\":\"array\"", "\"type\":[\"number\",\"null\"]", "\"type\":[\"string\",\"object\"]", "\"type\":7",
            "\"enum\":[\"a\",1,null,\"\"]", "\"const\":1", "\"const\":null", "\"format\":\"uri\"", "\"required\":[\"a\",\"z\"]", "\"minimum\":1", "\"exclusiveMaximum\":true", "\"$ref\":\"#\"", "\"$ref\":\"#/properties/a\"",
            "\"$ref\":\"elsewhere\"", "\"additionalProperties\":{\"type\":\"string\"}", "\"not\":{}", "\"if\":true", "\"description\":\"d\"", "\"items\":true", "\"properties\":[]", "\"anyOf\":{}", "\"default\":[1]", "\"nullable\":true");
        if (depth > 0)
        {
            Gen<JsonObject> inner = Schema(depth - 1);
            simple = Gen.OneOf(
                simple,
                inner.List[0, 3].Select(list => $"\"properties\":{{{string.Join(",", list.Select((one, at) => $"\"{(char)('a' + at)}\":{one.ToJsonString()}"))}}}"),
                inner.Select(one => $"\"items\":{one.ToJsonString()}"),
                Gen.Select(Gen.OneOf("anyOf", "oneOf", "allOf", "prefixItems", "items"), inner.List[0, 3]).Select((name, list) => $"\"{name}\":[{string.Join(",", list.Select(one => one.ToJsonString()))}]"));
        }

        return simple.List[0, 5].Select(fields => JsonNode.Parse($"{{{string.Join(",", fields.DistinctBy(field => field[..field.IndexOf(':')]))}}}")!.AsObject());
    }

    private static Gen<string> Own(int depth)
    {
        Gen<string> leaf = Gen.OneOf(
            """{"type":"STRING","description":"d","title":"t"}""", """{"type":"STRING","nullable":true,"enum":["a","b"]}""", """{"type":"STRING","format":"date-time","minLength":1,"maxLength":3,"pattern":"x"}""",
            """{"type":"INTEGER","format":"int32","minimum":1,"maximum":2,"default":1}""", """{"type":"NUMBER","nullable":true}""", """{"type":"BOOLEAN"}""");
        if (depth == 0)
        {
            return leaf;
        }

        Gen<string> inner = Own(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(one => $$"""{"type":"ARRAY","minItems":1,"maxItems":2,"items":{{one}}}"""),
            inner.List[2, 3].Select(list => $"{{\"anyOf\":[{string.Join(",", list)}]}}"),
            Gen.Select(inner, inner).Select((one, two) => $$$"""{"type":"OBJECT","nullable":true,"properties":{"a":{{{one}}},"b":{{{two}}}},"required":["b"],"propertyOrdering":["b","a"]}"""));
    }
}
