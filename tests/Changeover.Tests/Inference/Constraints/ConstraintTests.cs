using System.Text;
using System.Text.Json;
using Changeover.Inference.Constraints;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference.Constraints;

public sealed class ConstraintTests
{
    public static TheoryData<bool> Each_vocabulary() => [false, true];

    [Theory]
    [MemberData(nameof(Each_vocabulary))]
    public async Task Random_tokens_under_500_random_schemas_always_give_valid_json(bool pieces)
    {
        var vocabulary = pieces ? Vocabularies.Pieces : Vocabularies.Bytes;
        var random = new Random(20260307);
        for (var i = 0; i < 500; i++)
        {
            var schema = new SchemaGenerator(random).Schema();
            var constraint = ConstraintCompiler.CompileJsonSchema(JsonSerializer.SerializeToElement(schema), vocabulary);

            await SecondOpinion.AssertValid(schema, RandomWriter.Write(constraint, vocabulary, random));
        }
    }

    [Theory]
    [MemberData(nameof(Each_vocabulary))]
    public void Random_tokens_in_json_mode_give_an_object(bool pieces)
    {
        var vocabulary = pieces ? Vocabularies.Pieces : Vocabularies.Bytes;
        var constraint = ConstraintCompiler.CompileJsonObject(vocabulary);
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            using var document = JsonDocument.Parse(RandomWriter.Write(constraint, vocabulary, random));
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        }
    }

    [Fact]
    public void A_token_is_allowed_exactly_where_its_bytes_are_allowed_one_by_one()
    {
        var random = new Random(11);
        for (var i = 0; i < 8; i++)
        {
            var schema = JsonSerializer.SerializeToElement(new SchemaGenerator(random).Schema());
            var pieces = ConstraintCompiler.CompileJsonSchema(schema, Vocabularies.Pieces).Start();
            var bytes = ConstraintCompiler.CompileJsonSchema(schema, Vocabularies.Bytes);
            var written = new List<byte>();
            for (var step = 0; step < 15; step++)
            {
                var allowed = RandomWriter.Allowed(pieces, Vocabularies.Pieces);
                var asked = Enumerable.Range(0, 150).Select(_ => random.Next(Vocabularies.Pieces.Count)).Concat(allowed.Take(20));
                Assert.All(asked, token => Assert.Equal(Follows(bytes, written, token), allowed.Contains(token)));
                if (allowed.Count == 0)
                {
                    break;
                }

                var chosen = allowed[random.Next(allowed.Count)];
                pieces.Accept(chosen);
                written.AddRange(Vocabularies.Pieces.Bytes(chosen));
            }
        }
    }

    [Fact]
    public void A_model_that_always_goes_deeper_still_ends()
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"child":{"$ref":"#"},"children":{"type":"array","items":{"$ref":"#"}}},"additionalProperties":false}""");
        foreach (var constraint in new[] { ConstraintCompiler.CompileJsonSchema(schema.RootElement, Vocabularies.Bytes), ConstraintCompiler.CompileJsonObject(Vocabularies.Bytes) })
        {
            var run = constraint.Start();
            var text = new StringBuilder();
            while (!run.CanEnd)
            {
                var allowed = RandomWriter.Allowed(run, Vocabularies.Bytes);
                // Opens whatever can be opened, keeps texts short; else closes.
                var isInText = text.ToString().Count(unit => unit == '"') % 2 == 1;
                var token = allowed.OrderBy(value => value switch { '"' when isInText => -1, '{' => 0, '[' => 1, '"' => 2, 'c' => 3, 'h' => 4, ':' => 5, '}' => 6, ']' => 7, _ => 8 }).First();
                run.Accept(token);
                text.Append((char)token);
                Assert.True(text.Length < 10_000);
            }

            JsonDocument.Parse(text.ToString()).Dispose();
            Assert.True(text.ToString().Count(unit => unit == '{') >= 16);
        }
    }

    [Fact]
    public void A_token_that_is_not_allowed_is_refused()
    {
        var run = ConstraintCompiler.CompileJsonObject(Vocabularies.Bytes).Start();

        Assert.Throws<InvalidOperationException>(() => run.Accept('x'));
    }

    [Theory]
    [InlineData("""{"name": "add", "arguments": {"a":1}}""", true)]
    [InlineData("""{"name": "add", "arguments": {"a": 1}}""", true)]
    [InlineData("""{"name": "now", "arguments": {}}""", true)]
    [InlineData("""{"name": "add", "arguments": {}}""", false)]
    [InlineData("""{"name": "now", "arguments": {"a":1}}""", false)]
    [InlineData("""{"name": "other", "arguments": {}}""", false)]
    public void A_tool_call_names_a_tool_and_follows_its_parameters(string call, bool isAccepted)
    {
        var constraint = ConstraintCompiler.CompileToolCall(Tools(), null, "<tool_call>\n", "\n</tool_call>", Vocabularies.Bytes);

        Assert.Equal(isAccepted, RandomWriter.Accepts(constraint, $"<tool_call>\n{call}\n</tool_call>"));
    }

    [Fact]
    public void A_named_tool_is_the_only_one()
    {
        var constraint = ConstraintCompiler.CompileToolCall(Tools(), "now", "", "", Vocabularies.Bytes);

        Assert.True(RandomWriter.Accepts(constraint, """{"name": "now", "arguments": {}}"""));
        Assert.False(RandomWriter.Accepts(constraint, """{"name": "add", "arguments": {"a":1}}"""));
        Assert.Throws<ArgumentException>(() => ConstraintCompiler.CompileToolCall(Tools(), "absent", "", "", Vocabularies.Bytes));
    }

    [Fact]
    public void Control_tokens_may_spell_a_calls_marks_and_nothing_else()
    {
        var run = ConstraintCompiler.CompileToolCall([new ToolDefinition("say", null, Json("""{"type":"object","properties":{"t":{"type":"string"}},"required":["t"]}"""), true)], null, "<tool_call>", "</tool_call>", Vocabularies.Pieces).Start();
        Assert.Contains(Vocabularies.OpenCall, RandomWriter.Allowed(run, Vocabularies.Pieces));
        run.Accept(Vocabularies.OpenCall);

        foreach (var value in """{"name": "say", "arguments": {"t":"x"""u8)
        {
            Assert.DoesNotContain(Vocabularies.CloseCall, RandomWriter.Allowed(run, Vocabularies.Pieces));
            run.Accept(value);
        }

        foreach (var value in "\"}}"u8)
        {
            run.Accept(value);
        }

        Assert.Contains(Vocabularies.CloseCall, RandomWriter.Allowed(run, Vocabularies.Pieces));
        Assert.False(run.CanEnd);
        run.Accept(Vocabularies.CloseCall);
        Assert.True(run.CanEnd);
        Assert.Empty(RandomWriter.Allowed(run, Vocabularies.Pieces));
    }

    private static ToolDefinition[] Tools() =>
    [
        new("add", "Adds one", Json("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}"""), true),
        new("now", null, null, false),
    ];

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static bool Follows(CompiledConstraint constraint, List<byte> written, int token)
    {
        if (Vocabularies.Pieces.IsSpecial(token) || Vocabularies.Pieces.Bytes(token).IsEmpty)
        {
            return false;
        }

        var run = constraint.Start();
        foreach (var value in written)
        {
            run.Accept(value);
        }

        foreach (var value in Vocabularies.Pieces.Bytes(token))
        {
            var mask = new TokenMask(256);
            run.FillAllowed(mask);
            if (!mask[value])
            {
                return false;
            }

            run.Accept(value);
        }

        return true;
    }
}
