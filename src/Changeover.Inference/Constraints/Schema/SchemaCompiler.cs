using System.Text.Json;
using Changeover.Inference.Constraints.Automaton;
using Changeover.Inference.Constraints.Text;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>
/// A JSON Schema as a grammar. A part that nothing can fulfil is null: an optional property with such a value is left out, a required one makes
/// its object impossible. Recursion is unrolled to a bounded depth in the same way, so that every text can end.
/// </summary>
internal sealed class SchemaCompiler(JsonElement root, string path)
{
    // With two brackets a level this stays under the 64 levels that JSON readers take.
    internal const int ReferenceDepth = 20;
    private const int SchemaLimit = 50_000;
    internal const int CountLimit = 20_000;

    private readonly Dictionary<(string Path, int Depth), GrammarRule?> _references = [];
    private readonly AnyJson _any = new();
    private int _compiled;

    /// <summary>The whole schema.</summary>
    /// <exception cref="UnsupportedSchemaException">A keyword that cannot be enforced, or a schema that nothing fulfils.</exception>
    public GrammarRule CompileRoot()
    {
        var node = new SchemaNode(root, path, ReferenceDepth);
        return Compile(node) ?? throw node.Refuse(Culprit(), "nothing finite fulfils this schema");
    }

    private string Culprit() => _references.Count > 0 ? "$ref" : root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().FirstOrDefault().Name ?? "false" : "false";

    private GrammarRule? Compile(SchemaNode node)
    {
        if (++_compiled > SchemaLimit)
        {
            throw node.Refuse("$ref", "the schema is too large");
        }

        if (node.Schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return node.Schema.GetBoolean() ? _any.Value() : null;
        }

        if (node.Schema.ValueKind != JsonValueKind.Object)
        {
            throw node.Refuse("type", "a schema is an object or a boolean");
        }

        var assertions = SchemaKeywords.Assertions(node.Schema, node.Path);
        foreach (var keyword in (string[])["$ref", "anyOf", "oneOf", "allOf", "const", "enum"])
        {
            if (assertions.Contains(keyword))
            {
                Alone(node, keyword, assertions);
                return CompileWhole(node, keyword);
            }
        }

        return CompileTypes(node, assertions);
    }

    /// <summary>A keyword that is enforced by itself; only <c>type</c> may stand beside the literal ones.</summary>
    private static void Alone(SchemaNode node, string keyword, List<string> assertions)
    {
        var other = assertions.FirstOrDefault(assertion => assertion != keyword && !(assertion == "type" && keyword is "const" or "enum"));
        if (other is not null)
        {
            throw node.Refuse(other, $"not supported beside '{keyword}'");
        }
    }

    private GrammarRule? CompileWhole(SchemaNode node, string keyword)
    {
        switch (keyword)
        {
            case "$ref":
                return CompileReference(node);
            case "allOf":
                var all = Members(node, "allOf");
                return all.Count == 1 ? Compile(all[0]) : throw node.Refuse("allOf", "only supported with one schema");
            case "oneOf" when !SchemaDisjointness.Holds(Members(node, "oneOf"), this):
                throw node.Refuse("oneOf", "only supported where no value can fulfil two of its schemas; use anyOf");
            case "const":
                return Choice(Literals([node.Get("const")!.Value], Types(node)));
            case "enum":
                var values = node.Get("enum") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : throw node.Refuse("enum", "not a list");
                return Choice(Literals(values, Types(node)));
            default:
                return Choice(Members(node, keyword).Select(Compile));
        }
    }

    /// <summary>The schema that a reference leads to; the node itself where it is none.</summary>
    public SchemaNode Resolve(SchemaNode node)
    {
        for (var hops = 0; hops < ReferenceDepth && node.Schema.ValueKind == JsonValueKind.Object && node.Get("$ref") is not null; hops++)
        {
            node = SchemaReferences.Follow(node, root, path);
        }

        return node;
    }

    private GrammarRule? CompileReference(SchemaNode node)
    {
        var target = SchemaReferences.Follow(node, root, path);
        if (target.Depth < 0)
        {
            return null;
        }

        if (!_references.TryGetValue((target.Path, target.Depth), out var rule))
        {
            rule = Compile(target);
            _references[(target.Path, target.Depth)] = rule;
        }

        return rule;
    }

    private GrammarRule? CompileTypes(SchemaNode node, List<string> assertions)
    {
        var types = Types(node);
        if (types is null)
        {
            // Without "type" the keywords say what is meant; where they say nothing, anything goes.
            types = [.. assertions.SelectMany(SchemaKeywords.TypesOf).Concat(assertions.Contains("format") ? ["string"] : []).Distinct()];
            if (types.Count == 0)
            {
                return _any.Value();
            }
        }

        return Choice(types.Where(type => type != "integer" || !types.Contains("number")).Select(type => type switch
        {
            "object" => CompileObject(node),
            "array" => CompileArray(node),
            "string" => CompileText(node),
            "boolean" => AnyJson.Boolean,
            "null" => AnyJson.Null,
            _ => NumberSchema.Compile(node, isWhole: type == "integer"),
        }));
    }

    private GrammarRule? CompileObject(SchemaNode node)
    {
        var required = Required(node);
        var properties = node.Get("properties") is not { } given ? []
            : given.ValueKind == JsonValueKind.Object ? given.EnumerateObject().ToList()
            : throw node.Refuse("properties", "not an object");
        var names = properties.ConvertAll(property => property.Name);
        var others = node.Get("additionalProperties") switch
        {
            { } schema => Compile(node.Under("additionalProperties", schema)),
            null => names.Count == 0 ? _any.Value() : null,
        };
        var members = new List<ObjectMember>();
        foreach (var property in properties)
        {
            var isRequired = required.Remove(property.Name);
            if (Compile(new SchemaNode(property.Value, node.Under("properties", property.Value).Under(property.Name, property.Value).Path, node.Depth)) is { } value)
            {
                members.Add(new ObjectMember(property.Name, value, isRequired));
            }
            else if (isRequired)
            {
                return null;
            }
        }

        foreach (var name in required)
        {
            if (others is null)
            {
                throw node.Refuse("required", $"'{name}' is not among the properties");
            }

            members.Add(new ObjectMember(name, others, true));
            names.Add(name);
        }

        return ObjectGrammar.Of(members, others is null ? null : new AdditionalMembers(ObjectGrammar.KeyOtherThan(names), others));
    }

    private static List<string> Required(SchemaNode node) => node.Get("required") switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } names when names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String) => [.. names.EnumerateArray().Select(name => name.GetString()!).Distinct()],
        _ => throw node.Refuse("required", "not a list of names"),
    };

    private GrammarRule? CompileArray(SchemaNode node)
    {
        var least = node.Count("minItems") ?? 0;
        var most = node.Count("maxItems");
        var prefix = node.Get("prefixItems") is null ? [] : Members(node, "prefixItems").Take((int)Math.Min(most ?? int.MaxValue, int.MaxValue)).Select(Compile).ToList();
        if (node.Get("items") is { ValueKind: JsonValueKind.Array })
        {
            throw node.Refuse("items", "a list of schemas is written 'prefixItems'");
        }

        var item = node.Get("items") is { } items ? Compile(node.Under("items", items))
            : prefix.Count == 0 || least > prefix.Count ? _any.Value()
            : null;
        var more = Math.Max(0, least - prefix.Count);
        if (prefix.Contains(null) || (item is null && more > 0) || least > most)
        {
            return null;
        }

        if (more > CountLimit)
        {
            throw node.Refuse("minItems", $"more than {CountLimit}");
        }

        return ArrayGrammar.Of(prefix!, item, (int)more, most is { } bound ? (int)Math.Min(bound - prefix.Count, CountLimit) : null);
    }

    private static GrammarRule? CompileText(SchemaNode node)
    {
        var (least, most) = (node.Count("minLength") ?? 0, node.Count("maxLength"));
        var counted = node.Get("minLength") is not null ? "minLength" : node.Get("maxLength") is not null ? "maxLength" : null;
        var (pattern, format) = (node.Get("pattern"), node.Get("format"));
        if ((pattern is not null || format is not null) && (counted ?? (pattern is not null && format is not null ? "format" : null)) is { } second)
        {
            throw node.Refuse(second, $"not supported beside '{(pattern is not null ? "pattern" : "format")}'");
        }

        if (pattern is not null)
        {
            return Pattern(node, pattern.Value);
        }

        if (format is { } name)
        {
            return Quoted(PatternGrammar.Parse((name.ValueKind == JsonValueKind.String ? TextFormats.Pattern(name.GetString()!) : null) ?? throw node.Refuse("format", $"{name} is not supported")));
        }

        if (least > CountLimit)
        {
            throw node.Refuse("minLength", $"more than {CountLimit}");
        }

        return counted is null ? AnyJson.Text
            : least > most ? null
            : Quoted(GrammarRule.Repeat(JsonCharacter.Any, (int)least, most is { } bound ? (int)Math.Min(bound, CountLimit) : null));
    }

    private static GrammarRule Pattern(SchemaNode node, JsonElement pattern)
    {
        try
        {
            return Quoted(PatternGrammar.Parse(pattern.ValueKind == JsonValueKind.String ? pattern.GetString()! : throw new FormatException("not text")));
        }
        catch (FormatException fault)
        {
            throw node.Refuse("pattern", fault.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw node.Refuse("pattern", "nested too deeply");
        }
    }

    private static GrammarRule Quoted(GrammarRule inside) => new GrammarRule().Or(JsonCharacter.Quote, inside, JsonCharacter.Quote);

    private static List<SchemaNode> Members(SchemaNode node, string keyword) => node.Get(keyword) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select((schema, index) => node.Under(keyword, index, schema))]
        : throw node.Refuse(keyword, "not a list of schemas");

    /// <summary>The value of <c>type</c>; null where it is not given.</summary>
    public static List<string>? Types(SchemaNode node)
    {
        List<string>? types = node.Get("type") switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(type => type.ValueKind == JsonValueKind.String) => [.. list.EnumerateArray().Select(type => type.GetString()!)],
            _ => throw node.Refuse("type", "not a type or a list of types"),
        };
        return types?.FirstOrDefault(type => !SchemaKeywords.Types.Contains(type)) is { } unknown ? throw node.Refuse("type", $"there is no type '{unknown}'") : types;
    }

    private static IEnumerable<GrammarRule> Literals(IReadOnlyList<JsonElement> values, IReadOnlyList<string>? types) =>
        values.Where(value => types is null || SchemaDisjointness.TypesOf(value).Any(types.Contains)).Select(JsonLiteral.Value);

    private static GrammarRule? Choice(IEnumerable<GrammarRule?> rules)
    {
        var choice = new GrammarRule();
        foreach (var rule in rules.OfType<GrammarRule>())
        {
            choice.Or(rule);
        }

        return choice.Alternatives.Count > 0 ? choice : null;
    }
}
