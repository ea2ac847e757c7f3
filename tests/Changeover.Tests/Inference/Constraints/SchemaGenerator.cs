using System.Text.Json.Nodes;

namespace Changeover.Tests.Inference.Constraints;

/// <summary>Random schemas that use every supported keyword.</summary>
internal sealed class SchemaGenerator(Random random)
{
    private static readonly string[] Names = ["a", "ab", "name", "größe", "x y", "quo\"te", "日本", "b\\c", "🙂", "n"];
    private static readonly string[] Patterns = ["^[a-c]{2,5}$", "^(?:foo|bar)-\\d+$", "^x[^\"a-z]y$", "^\\w+\\s?\\w*$", "^.{0,6}$", "a|^b$|c$", "^[\"\\\\\\n]+$", "^\\u00e9[\\x41-\\x43]?$", "[-+]?[0-9]+(\\.[0-9]*)?"];
    private static readonly string[] Definitions = ["leaf", "node", "tree"];
    private static readonly string[] Formats = ["date", "time", "date-time", "uuid", "email", "ipv4"];

    public JsonObject Schema()
    {
        var schema = Object(2);
        schema["definitions"] = new JsonObject { ["leaf"] = Any(0), ["node"] = Chain(), ["tree"] = Tree() };
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        return schema;
    }

    private JsonObject Any(int depth) => random.Next(depth > 0 ? 14 : 8) switch
    {
        0 or 1 => Text(),
        2 => Integer(),
        3 => Number(),
        4 => new JsonObject { ["type"] = random.Next(2) == 0 ? "boolean" : "null", ["description"] = "said to the reader" },
        5 => new JsonObject { ["enum"] = new JsonArray("red", 1, 2.5, null, true, new JsonObject { ["k"] = new JsonArray(1, "é\"") }) },
        6 => new JsonObject { ["const"] = Names[random.Next(Names.Length)] },
        7 => new JsonObject { ["type"] = new JsonArray("string", "null", "integer"), ["maxLength"] = 4, ["minimum"] = 3, ["title"] = "T" },
        8 or 9 => Object(depth - 1),
        10 => Array(depth - 1),
        11 => new JsonObject { ["anyOf"] = new JsonArray(Any(depth - 1), Any(depth - 1)) },
        12 => new JsonObject { ["$ref"] = $"#/definitions/{Definitions[random.Next(Definitions.Length)]}" },
        _ => new JsonObject { ["oneOf"] = new JsonArray(Told("one", depth - 1), Told("two", depth - 1), new JsonObject { ["type"] = "string" }) },
    };

    private JsonObject Text()
    {
        var schema = new JsonObject { ["type"] = "string" };
        switch (random.Next(5))
        {
            case 0:
                schema["minLength"] = random.Next(4);
                schema["maxLength"] = random.Next(4, 9);
                break;
            case 1:
                schema["minLength"] = random.Next(6);
                break;
            case 2:
                schema["pattern"] = Patterns[random.Next(Patterns.Length)];
                break;
            case 3:
                schema["format"] = Formats[random.Next(Formats.Length)];
                break;
        }

        return schema;
    }

    private JsonObject Integer()
    {
        var schema = new JsonObject { ["type"] = "integer" };
        var low = random.Next(-2000, 2000);
        if (random.Next(3) > 0)
        {
            schema[random.Next(2) == 0 ? "minimum" : "exclusiveMinimum"] = low;
        }

        if (random.Next(3) > 0)
        {
            schema[random.Next(2) == 0 ? "maximum" : "exclusiveMaximum"] = low + random.Next(2, 3000);
        }

        return schema;
    }

    private JsonObject Number()
    {
        var schema = new JsonObject { ["type"] = "number" };
        var low = random.Next(-40, 40) / 4.0;
        if (random.Next(3) > 0)
        {
            schema[random.Next(2) == 0 ? "minimum" : "exclusiveMinimum"] = low;
        }

        if (random.Next(3) > 0)
        {
            schema[random.Next(2) == 0 ? "maximum" : "exclusiveMaximum"] = low + random.Next(2, 30);
        }

        return schema;
    }

    private JsonObject Object(int depth)
    {
        var names = Names.Where(_ => random.Next(3) == 0).ToArray();
        var properties = new JsonObject();
        foreach (var name in names)
        {
            properties[name] = Any(depth);
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. names.Where(_ => random.Next(2) == 0).Select(name => (JsonNode)name)]),
        };
        if (random.Next(3) > 0)
        {
            schema["additionalProperties"] = random.Next(3) == 0 ? Any(0) : random.Next(4) == 0;
        }

        return schema;
    }

    private JsonObject Array(int depth)
    {
        var schema = new JsonObject { ["type"] = "array" };
        if (random.Next(4) == 0)
        {
            schema["prefixItems"] = new JsonArray(Any(depth), Any(depth));
            schema["items"] = random.Next(2) == 0 ? false : Any(depth);
            return schema;
        }

        schema["items"] = Any(depth);
        if (random.Next(2) == 0)
        {
            schema["minItems"] = random.Next(3);
            schema["maxItems"] = random.Next(3, 5);
        }

        return schema;
    }

    private JsonObject Told(string kind, int depth) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind }, ["value"] = Any(depth) },
        ["required"] = new JsonArray("kind"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Chain() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["value"] = new JsonObject { ["type"] = "integer" },
            ["next"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, new JsonObject { ["$ref"] = "#/definitions/node" }) },
        },
        ["required"] = new JsonArray("value", "next"),
        ["additionalProperties"] = false,
    };

    // One child at most: with more, a writer that picks at random would have trees without end to write.
    private static JsonObject Tree() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["children"] = new JsonObject { ["type"] = "array", ["maxItems"] = 1, ["items"] = new JsonObject { ["$ref"] = "#/definitions/tree" } },
        },
    };
}
