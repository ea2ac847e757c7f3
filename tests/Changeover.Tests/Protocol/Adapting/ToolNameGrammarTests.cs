using System.Text.RegularExpressions;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.Adapting;

public sealed partial class ToolNameGrammarTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.Char["abZ09_-.:/ é你"].Array[0, 80].Select(letters => new string(letters)),
        Gen.Const("1f"),
        Gen.Const("a.b"),
        Gen.Const(new string('x', 100)));

    [Theory]
    [InlineData(Dialect.OpenAIChat)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.AnthropicMessages)]
    [InlineData(Dialect.Gemini)]
    [InlineData(Dialect.DashScope)]
    [InlineData(Dialect.Hunyuan)]
    public void A_name_that_the_target_refuses_is_another_one_there_and_its_own_in_the_answer(Dialect target) =>
        Name.Array[1, 4].Select(names => names.Distinct().ToArray()).Sample(names =>
        {
            var losses = new LossList();
            AdaptedRequest adapted = RequestAdapter.Adapt(Request(names), DialectRules.Of(target), losses);
            string[] written = [.. adapted.Request.Tools.Select(tool => tool.Name)];
            Assert.All(written, name => Assert.Matches(target == Dialect.Gemini ? Identifier() : Plain(), name));
            Assert.Equal(names.Length, written.Distinct().Count());
            Assert.Equal(names.Zip(written).Count(pair => pair.First != pair.Second), losses.Count(loss => loss.Path.EndsWith(".name", StringComparison.Ordinal)));
            Assert.Equal(written[0], adapted.Request.ToolChoice?.Name);
            Assert.Equal(written[0], adapted.Request.Messages[1].ToolCalls[0].Name);

            var events = new AnswerAdapter(adapted);
            Assert.Equal(names, written.Select((name, index) => ((ChatEvent.ToolCallStarted)events.Adapt(new ChatEvent.ToolCallStarted(0, index, "c", name))!).Name));
            ChatAnswer whole = new AnswerAdapter(adapted).Adapt(Answer(written));
            Assert.Equal(names, whole.Choices[0].Message.ToolCalls.Select(call => call.Name));
        });

    [Fact]
    public void Within_one_dialect_names_stay() =>
        Assert.Equal("a.b", RequestAdapter.Adapt(Request(["a.b"]), DialectRules.Of(Dialect.OpenAIChat) with { Dialect = Dialect.Ollama }, []).Request.Tools[0].Name);

    private static ChatRequest Request(string[] names) => new()
    {
        Dialect = Dialect.Ollama,
        OriginalModel = "m",
        Messages =
        [
            new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text("a")] },
            new ChatMessage { Role = Role.Assistant, ToolCalls = [new ToolCall("c", names[0], "{}")] },
            new ChatMessage { Role = Role.Tool, ToolCallId = "c", Name = names[0], Parts = [new ContentPart.Text("b")] },
        ],
        Tools = [.. names.Select(name => new ToolDefinition(name, null, null, Strict: false))],
        ToolChoice = new ToolChoice(ToolChoiceMode.Named, names[0]),
    };

    private static ChatAnswer Answer(string[] names) => new()
    {
        Id = "",
        ResponseModel = "m",
        Choices = [new ChatChoice { Index = 0, Message = new ChatMessage { Role = Role.Assistant, ToolCalls = [.. names.Select(name => new ToolCall("c", name, "{}"))] } }],
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
