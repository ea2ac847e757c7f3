using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace Changeover.Tests.Inference.Constraints;

/// <summary>
/// NJsonSchema's judgement. It speaks an older draft, so <c>const</c> and <c>prefixItems</c> are said in its words first; and it counts UTF-16
/// units where JSON Schema counts characters, so those that have two units are exchanged for one that has one, in schema and text alike.
/// </summary>
internal static partial class SecondOpinion
{
    public static async Task AssertValid(JsonObject schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        var validator = await JsonSchema.FromJsonAsync(TwoUnits().Replace(Translate(schema)!.ToJsonString(), "\uE000"), TestContext.Current.CancellationToken);
        var faults = validator.Validate(TwoUnits().Replace(json, "\uE000"));
        Assert.True(faults.Count == 0, $"{string.Join("; ", faults)}\nschema: {schema.ToJsonString()}\njson: {json}");
    }

    [GeneratedRegex(@"[\uD800-\uDBFF][\uDC00-\uDFFF]|\\u[dD][89abAB]..\\u[dD][c-fC-F]..", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TwoUnits();

    private static JsonNode? Translate(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(Translate)]);
            case JsonObject schema:
                var translated = new JsonObject();
                var isTuple = schema.ContainsKey("prefixItems");
                foreach (var (name, value) in schema)
                {
                    var (newName, newValue) = name switch
                    {
                        "const" when value is JsonValue => ("enum", new JsonArray(value.DeepClone())),
                        "prefixItems" => ("items", Translate(value)),
                        "items" when isTuple => ("additionalItems", Translate(value)),
                        _ => (name, Translate(value)),
                    };
                    translated[newName] = newValue;
                }

                return translated;
            default:
                return node?.DeepClone();
        }
    }
}
