using System.Text.Json;
using Changeover.Inference.Constraints;

namespace Changeover.Tests.Inference.Constraints;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","patternProperties":{}}""", "patternProperties", "#")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"number","multipleOf":2}}}""", "multipleOf", "#/properties/a")]
    [InlineData("""{"type":"array","items":{"type":"array","uniqueItems":true}}""", "uniqueItems", "#/items")]
    [InlineData("""{"not":{}}""", "not", "#")]
    [InlineData("""{"if":{}}""", "if", "#")]
    [InlineData("""{"type":"object","minProperties":1}""", "minProperties", "#")]
    [InlineData("""{"type":"object","dependentRequired":{}}""", "dependentRequired", "#")]
    [InlineData("""{"type":"array","contains":{}}""", "contains", "#")]
    [InlineData("""{"unheardOf":1}""", "unheardOf", "#")]
    [InlineData("""{"allOf":[{},{}]}""", "allOf", "#")]
    [InlineData("""{"anyOf":[{"type":"string"}],"minLength":1}""", "minLength", "#")]
    [InlineData("""{"enum":["a"],"minLength":1}""", "minLength", "#")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "oneOf", "#")]
    [InlineData("""{"oneOf":[{"type":"object"},{"type":"object"}]}""", "oneOf", "#")]
    [InlineData("""{"type":"string","format":"hostname"}""", "format", "#")]
    [InlineData("""{"type":"string","pattern":"(?=a)b"}""", "pattern", "#")]
    [InlineData("""{"type":"string","pattern":"a\\b"}""", "pattern", "#")]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "pattern", "#")]
    [InlineData("""{"type":"string","pattern":"a","maxLength":3}""", "maxLength", "#")]
    [InlineData("""{"type":"string","pattern":"a$b"}""", "pattern", "#")]
    [InlineData("""{"type":"string","pattern":"["}""", "pattern", "#")]
    [InlineData("""{"type":"text"}""", "type", "#")]
    [InlineData("""{"items":[{}]}""", "items", "#")]
    [InlineData("""{"$ref":"http://example.com/x"}""", "$ref", "#")]
    [InlineData("""{"$ref":"#/$defs/absent"}""", "$ref", "#")]
    [InlineData("""{"$ref":"#"}""", "$ref", "#")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""", "$ref", "#")]
    [InlineData("""{"type":"object","properties":{},"required":["a"],"additionalProperties":false}""", "required", "#")]
    [InlineData("""{"type":"object","properties":{"b":{}},"required":["a"]}""", "required", "#")]
    [InlineData("""{"type":"number","minimum":0.2,"maximum":0.8}""", "minimum", "#")]
    [InlineData("""{"type":"object","properties":{"a/b":{"type":"array","items":{"anyOf":[{},{"not":{}}]}}}}""", "not", "#/properties/a~1b/items/anyOf/1")]
    public void What_cannot_be_enforced_is_refused_by_name(string schema, string keyword, string path)
    {
        var refused = Assert.Throws<UnsupportedSchemaException>(() => Compile(schema));

        Assert.Equal((keyword, path), (refused.Keyword, refused.Path));
        Assert.Contains($"'{keyword}'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":-12,"maximum":105}""", "-12 -1 0 9 10 99 100 105", "-13 106 1.0 01 -0 200")]
    [InlineData("""{"type":"integer","exclusiveMinimum":7,"exclusiveMaximum":12}""", "8 11", "7 12 1")]
    [InlineData("""{"type":"integer","minimum":0.5}""", "1 999999999999999", "0 -1 1000000000000000")]
    [InlineData("""{"type":"integer","format":"int32"}""", "2147483647 -2147483648", "2147483648 -2147483649")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "0 1 0.5 0.0", "1.5 -0.5 2")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0.5 1 7.25 0.000001", "0 0.0 -1")]
    [InlineData("""{"type":"number","minimum":-2,"exclusiveMaximum":0}""", "-2 -1.5 -0.5 -1", "0 -0.0 -2.5 0.1")]
    [InlineData("""{"type":"number"}""", "0 -1.5 3e8 2.5E-10", "01 .5 1. 1.1234567")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"\" \"é🙂\" \"\\n\\u00e9\"", "\"abc\" \"a abc")]
    [InlineData("""{"type":"string","minLength":2}""", "\"ab\" \"abcdefgh\"", "\"a\" \"\"")]
    [InlineData("""{"type":"string","pattern":"^[a-c]+$"}""", "\"abc\"", "\"\" \"abd\"")]
    [InlineData("""{"type":"string","pattern":"b"}""", "\"abc\" \"b\"", "\"ac\" \"\"")]
    [InlineData("""{"type":"string","pattern":"^(a|bc)*d?$"}""", "\"\" \"abcad\"", "\"b\" \"dd\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2024-02-29\" \"1999-12-31\" \"2000-02-29\"", "\"2023-02-29\" \"1999-13-01\" \"2024-04-31\" \"1900-02-29\"")]
    [InlineData("""{"enum":["a",1,null,{"k":[1]}]}""", "\"a\" 1 null {\"k\":[1]}", "\"b\" 2 {}")]
    [InlineData("""{"enum":["a",1],"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"const":"x"}""", "\"x\"", "\"y\"")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[1] [1,2]", "[] [1,2,3] [1,]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"null"}]}""", "[1,null]", "[1] [null,1] [1,null,2]")]
    [InlineData("""{"type":"array","prefixItems":[{"const":1}],"items":{"const":2},"maxItems":3}""", "[1] [1,2,2]", "[1,2,2,2] [2]")]
    [InlineData("""{"type":"object","properties":{"a":{"const":1},"b":{"const":2}},"required":["b"]}""", "{\"b\":2} {\"a\":1,\"b\":2}", "{} {\"a\":1} {\"b\":2,\"a\":1} {\"b\":2,\"c\":3}")]
    [InlineData("""{"type":"object","properties":{"a":{"const":1}},"additionalProperties":{"type":"null"}}""", "{} {\"a\":1,\"b\":null} {\"ab\":null} {\"\":null,\"c\":null}", "{\"b\":1} {\"a\":null}")]
    [InlineData("""{"type":"object","required":["z"]}""", "{\"z\":true} {\"z\":{\"y\":[]},\"x\":0}", "{} {\"x\":0}")]
    [InlineData("""{"type":["integer","null"]}""", "1 null", "\"1\" 1.5")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"string","maxLength":1}]}""", "1 \"a\"", "1.5 \"ab\"")]
    [InlineData("""{"allOf":[{"type":"null"}],"description":"one"}""", "null", "1")]
    [InlineData("""{"$defs":{"t":{"type":"object","properties":{"n":{"$ref":"#/$defs/t"}}}},"$ref":"#/$defs/t"}""", "{} {\"n\":{\"n\":{}}}", "{\"n\":1}")]
    [InlineData("true", "1 {} [[]]", "nope")]
    public void Lets_through_what_the_schema_allows_and_nothing_else(string schema, string good, string bad)
    {
        var constraint = Compile(schema);

        Assert.All(good.Split(' '), text => Assert.True(RandomWriter.Accepts(constraint, text), text));
        Assert.All(bad.Split(' '), text => Assert.False(RandomWriter.Accepts(constraint, text), text));
    }

    [Fact]
    public void Broken_utf8_never_passes()
    {
        var constraint = Compile("""{"type":"string"}""");
        foreach (var bytes in new byte[][] { [0x80], [0xC0], [0xED, 0xA0], [0xF4, 0x90], [0xE0, 0x80], [0xFF], [0x0A] })
        {
            var run = constraint.Start();
            run.Accept('"');
            Assert.Throws<InvalidOperationException>(() =>
            {
                foreach (var value in bytes)
                {
                    run.Accept(value);
                }
            });
        }
    }

    private static CompiledConstraint Compile(string schema) => ConstraintCompiler.CompileJsonSchema(JsonSerializer.Deserialize<JsonElement>(schema), Vocabularies.Bytes);
}
