using System.Text.Json;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Which keywords are known, and which types they speak of.</summary>
internal static class SchemaKeywords
{
    public static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    private static readonly string[] OfObjects = ["properties", "required", "additionalProperties"];
    private static readonly string[] OfArrays = ["items", "prefixItems", "minItems", "maxItems"];
    private static readonly string[] OfText = ["minLength", "maxLength", "pattern"];
    private static readonly string[] OfNumbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

    // They say something to the reader and nothing about the value.
    private static readonly string[] Annotations = ["title", "description", "default", "examples", "$schema", "$id", "$comment", "$defs", "definitions", "deprecated", "readOnly", "writeOnly"];

    /// <summary>The keywords of a schema that restrict the value.</summary>
    /// <exception cref="UnsupportedSchemaException">One that is not known.</exception>
    public static List<string> Assertions(JsonElement schema, string path)
    {
        var assertions = new List<string>();
        foreach (var keyword in schema.EnumerateObject().Select(member => member.Name).Where(name => !Annotations.Contains(name)))
        {
            if (keyword is not ("type" or "enum" or "const" or "anyOf" or "oneOf" or "allOf" or "$ref" or "format") && TypesOf(keyword).Count == 0)
            {
                throw new UnsupportedSchemaException(keyword, path, "not supported");
            }

            assertions.Add(keyword);
        }

        return assertions;
    }

    public static bool HasNumberBounds(JsonElement schema) => schema.EnumerateObject().Any(member => OfNumbers.Contains(member.Name));

    /// <summary>The types that a keyword restricts; empty for those that speak of all.</summary>
    public static IReadOnlyList<string> TypesOf(string keyword) =>
        OfObjects.Contains(keyword) ? ["object"]
        : OfArrays.Contains(keyword) ? ["array"]
        : OfText.Contains(keyword) ? ["string"]
        : OfNumbers.Contains(keyword) ? ["number", "integer"]
        : [];
}
