using System.Runtime.CompilerServices;
using System.Text.Json;
using Changeover.Inference.Constraints.Automaton;
using Changeover.Inference.Constraints.Schema;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Constraints;

/// <summary>
/// Turns "must be JSON", "must follow this schema" and "must call this tool" into automata over token bytes. What they let through always parses
/// and follows the schema; it may be less than the schema allows: no white space but a space after a colon or comma, numbers of at most 15
/// digits, recursion to a bounded depth, and no extra properties where the schema names some and does not say <c>additionalProperties</c>.
/// </summary>
public static class ConstraintCompiler
{
    // A vocabulary never changes, and sorting it is the slow part.
    private static readonly ConditionalWeakTable<TokenTable, TokenTrie> Tries = [];

    /// <summary>Any JSON object.</summary>
    public static CompiledConstraint CompileJsonObject(TokenTable vocabulary) => Compile(new AnyJson().Object(), vocabulary);

    /// <summary>JSON that follows <paramref name="schema"/>.</summary>
    /// <exception cref="UnsupportedSchemaException">A keyword, or a use of it, that cannot be enforced.</exception>
    public static CompiledConstraint CompileJsonSchema(JsonElement schema, TokenTable vocabulary) =>
        Compile(new SchemaCompiler(schema, "#").CompileRoot(), vocabulary);

    /// <summary>One tool call: <paramref name="prefix"/>, <c>{"name": …, "arguments": …}</c>, <paramref name="suffix"/>. Control tokens are allowed where they spell a part of prefix or suffix.</summary>
    /// <param name="tools">The tools of the request.</param>
    /// <param name="onlyName">The one that must be called; null = any.</param>
    /// <param name="prefix">Text before the call, in the model's own template.</param>
    /// <param name="suffix">Text behind it.</param>
    /// <param name="vocabulary">The model's tokens.</param>
    /// <exception cref="UnsupportedSchemaException">A tool's parameters cannot be enforced.</exception>
    /// <exception cref="ArgumentException">No tool has that name.</exception>
    public static CompiledConstraint CompileToolCall(IReadOnlyList<ToolDefinition> tools, string? onlyName, string prefix, string suffix, TokenTable vocabulary)
    {
        var call = new GrammarRule();
        for (var i = 0; i < tools.Count; i++)
        {
            if (onlyName is null || tools[i].Name == onlyName)
            {
                call.Or(JsonLiteral.Text($"{{\"name\": {JsonLiteral.Quote(tools[i].Name)}, \"arguments\": "), Arguments(tools[i], i), JsonLiteral.Text("}"));
            }
        }

        return call.Alternatives.Count > 0
            ? Compile(new GrammarRule().Or(JsonLiteral.Mark(prefix), call, JsonLiteral.Mark(suffix)), vocabulary)
            : throw new ArgumentException(onlyName is null ? "There are no tools to call." : $"There is no tool named '{onlyName}'.", nameof(onlyName));
    }

    private static GrammarRule Arguments(ToolDefinition tool, int index) => tool.Parameters is { } schema
        ? new SchemaCompiler(schema, $"#/tools/{index}/function/parameters").CompileRoot()
        : JsonLiteral.Text("{}");

    private static CompiledConstraint Compile(GrammarRule root, TokenTable vocabulary) =>
        new(new PushdownAutomaton(root), Tries.GetValue(vocabulary, table => new TokenTrie(table)), vocabulary);
}
