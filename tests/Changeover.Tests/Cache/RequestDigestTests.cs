using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Cache;
using CsCheck;

namespace Changeover.Tests.Cache;

/// <summary>Equal requests have equal digests, and no others.</summary>
public sealed class RequestDigestTests
{
    private const string Body = """{"model":"gpt-4o","messages":[{"role":"user","content":"Grüße"}],"temperature":0.7,"tools":[{"a":1},{"b":2}],"seed":null}""";

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        Gen.String.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Value = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3 ? Leaf : Gen.OneOf(
        Leaf,
        inner.List[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
        Gen.Select(Gen.String[1, 4], inner).List[0, 4].Select(members => (JsonNode?)new JsonObject(members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone()))))));

    [Fact]
    public void Neither_the_order_of_members_nor_white_space_nor_escapes_count() => Gen.Select(Value, Gen.Int).Sample((value, seed) =>
    {
        var written = Encoding.UTF8.GetBytes((value?.ToJsonString() ?? "null"));
        var otherwise = Encoding.UTF8.GetBytes(Shuffled(value, new Random(seed))?.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? " null ");
        return RequestDigest.Of([], written) is { Length: 64 } digest && digest == RequestDigest.Of([], otherwise);
    });

    [Fact]
    public void What_is_not_the_same_value_has_another_digest() => Gen.Select(Value, Value).Sample((one, other) =>
        JsonNode.DeepEquals(one, other) == (Digest(one?.ToJsonString() ?? "null") == Digest(other?.ToJsonString() ?? "null")));

    [Theory]
    [InlineData("gpt-4o", "gpt-4")]
    [InlineData("user", "system")]
    [InlineData("Grüße", "Grüsse")]
    [InlineData("Grüße", "Grüße ")]
    [InlineData("0.7", "0.70")] // told apart though equal: a provider may read the text
    [InlineData("""{"a":1},{"b":2}""", """{"b":2},{"a":1}""")]
    [InlineData(""","seed":null""", "")]
    [InlineData("null", "0")]
    [InlineData("null", "\"null\"")]
    public void Everything_else_counts(string part, string changed) => Assert.NotEqual(Digest(Body), Digest(Body.Replace(part, changed, StringComparison.Ordinal)));

    [Fact]
    public void A_circumstance_cannot_pass_for_another()
    {
        string?[][] circumstances = [["a", "b"], ["ab"], ["a,b"], ["a\",\"b"], ["a", "b", null], ["b", "a"], []];
        Assert.Equal(circumstances.Length, circumstances.Select(circumstance => RequestDigest.Of(circumstance, Encoding.UTF8.GetBytes(Body))).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"x":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"x":""")]
    public void Text_that_is_none_has_no_digest(string json) => Assert.Null(Digest(json));

    private static string? Digest(string json) => RequestDigest.Of(["k"], Encoding.UTF8.GetBytes(json));

    private static JsonNode? Shuffled(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonObject map:
                var members = map.Select(member => KeyValuePair.Create(member.Key, Shuffled(member.Value, random))).ToArray();
                random.Shuffle(members);
                return new JsonObject(members);
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Shuffled(item, random))]);
            default:
                return node?.DeepClone();
        }
    }
}
