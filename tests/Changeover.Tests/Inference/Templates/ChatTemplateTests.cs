using System.Text.Json;
using Changeover.Inference.Templates;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference.Templates;

public sealed class ChatTemplateTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var golden in TemplateGoldens.Of("cases"))
        {
            data.Add(golden.GetProperty("template").GetString()!, golden.GetProperty("conversation").GetString()!);
        }

        return data;
    }

    public static TheoryData<string> Expressions() => [.. TemplateGoldens.Of("expressions").Select(golden => golden.GetProperty("source").GetString()!)];

    public static TheoryData<string> Faults() => [.. TemplateGoldens.Of("faults").Select(source => source.GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Renders_a_conversation_as_Pythons_Jinja2_does(string template, string conversation)
    {
        var golden = TemplateGoldens.Of("cases").Single(golden => golden.GetProperty("template").GetString() == template && golden.GetProperty("conversation").GetString() == conversation);
        var parsed = ChatTemplate.Parse(TemplateGoldens.Template(template));

        if (golden.TryGetProperty("text", out var text))
        {
            Assert.Equal(text.GetString(), parsed.Render(TemplateGoldens.Conversation(conversation)));
        }
        else
        {
            Assert.Throws<ChatTemplateException>(() => parsed.Render(TemplateGoldens.Conversation(conversation)));
        }
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Evaluates_as_Pythons_Jinja2_does(string source)
    {
        var golden = TemplateGoldens.Of("expressions").First(golden => golden.GetProperty("source").GetString() == source);

        Assert.Equal(golden.GetProperty("text").GetString(), ChatTemplate.Parse(source).Render(TemplateGoldens.Values()));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Refuses_what_Pythons_Jinja2_refuses(string source) =>
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(source).Render(TemplateGoldens.Values()));

    /// <summary>Older releases of Jinja2 let these two through.</summary>
    [Theory]
    [InlineData("{{ [1].pop() }}")]
    [InlineData("{{ [1].clear() }}")]
    public void A_template_cannot_change_a_list(string source) =>
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(source).Render(TemplateGoldens.Values()));

    [Fact]
    public void Every_line_break_counts_as_one() =>
        Assert.Equal("a\nb\nc", ChatTemplate.Parse("a\r\nb\r{% if true %}\r\nc{% endif %}\r\n").Render(TemplateGoldens.Values()));

    [Theory]
    [InlineData("ok\n{% if true %}\n{{ nope(1) }}\n{% endif %}", 3, "'nope' is undefined")]
    [InlineData("{{ 1 +\n\n}}", 3, "expected an expression, found '}}'")]
    [InlineData("a\nb\n{% endif %}", 3, "unknown or misplaced statement 'endif'")]
    [InlineData("x\n{% for x in y %}\n\nbody", 2, "'endfor' is missing")]
    [InlineData("\n\n{{ 'unclosed }}", 3, "a text literal is not closed")]
    [InlineData("{{ x |\n nofilter }}", 2, "no filter named 'nofilter'")]
    [InlineData("\n{{ x is notest }}", 2, "no test named 'notest'")]
    [InlineData("{#\n\n#}{% raw %}\n{% endraw %}\n{{ 1 + 'a' }}", 5, "'+' does not work on an integer and text")]
    [InlineData("{{ 1 }}\n{% include 'x' %}", 2, "unknown or misplaced statement 'include'")]
    [InlineData("{% macro m(a) %}\n{{ a.b.c }}\n{% endmacro %}\n{{ m({}) }}", 2, "a dict has no attribute 'b'")]
    public void A_fault_names_its_line(string source, int line, string fault)
    {
        var thrown = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(source).Render(TemplateGoldens.Values()));

        Assert.Equal((line, fault), (thrown.Line, thrown.Fault));
        Assert.False(thrown.RaisedByTemplate);
    }

    [Fact]
    public void A_templates_own_refusal_is_told_apart_from_a_fault()
    {
        var thrown = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse("\n{{ raise_exception('two questions in a row') }}").Render(TemplateGoldens.Values()));

        Assert.Equal("Chat template, line 2: two questions in a row", thrown.Message);
        Assert.True(thrown.RaisedByTemplate);
    }

    [Theory]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{{ 'x' * 9000000 }}")]
    [InlineData("{{ ('x' * 30000000) | length }}{{ ('x' * 30000000) | length }}{{ ('x' * 30000000) | length }}")]
    [InlineData("{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=['x']) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{{ range(1000000000000) | length }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}")]
    public void A_hostile_template_ends_in_a_fault(string source) =>
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(source).Render(TemplateGoldens.Values()));

    [Theory]
    [InlineData("{{ ", "(", "1")]
    [InlineData("{{ ", "[", "1")]
    [InlineData("{{ ", "not ", "1 }}")]
    [InlineData("{{ ", "-", "1 }}")]
    [InlineData("", "{% if 1 %}", "")]
    [InlineData("{{ 1", " + 1", " }}")]
    [InlineData("{{ x", "[0]", " }}")]
    [InlineData("{{ x", " | upper", " }}")]
    public void Nesting_without_end_ends_in_a_fault(string start, string repeated, string end) =>
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(start + string.Concat(Enumerable.Repeat(repeated, 200_000)) + end).Render(TemplateGoldens.Values()));

    [Fact]
    public void A_developer_speaks_as_the_system()
    {
        var input = TemplateGoldens.Values() with { Messages = [new() { Role = Role.Developer, Parts = [new ContentPart.Text("x")] }] };

        Assert.Equal("system", ChatTemplate.Parse("{{ messages[0].role }}").Render(input));
    }

    [Fact]
    public void Further_variables_reach_the_template()
    {
        using var json = JsonDocument.Parse("false");
        var input = TemplateGoldens.Values() with { Variables = new Dictionary<string, JsonElement> { ["loud"] = json.RootElement } };

        Assert.Equal("hush", ChatTemplate.Parse("{{ 'HEY' if loud | default(true) else 'hush' }}").Render(input));
    }
}
