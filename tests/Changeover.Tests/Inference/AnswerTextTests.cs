using System.Text;
using Changeover.Inference.Answering;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

public sealed class AnswerTextTests
{
    private static readonly AnswerForm s_tools = new() { ToolNames = new HashSet<string> { "weather", "time" }, MayReason = true };

    [Theory]
    [InlineData("Hello <STOP> world", "Hello ")]
    [InlineData("Hello <STO world", "Hello <STO world")]
    [InlineData("Hello <ST", "Hello <ST")]
    [InlineData("<STOP>", "")]
    [InlineData("<<STOP>>", "<")]
    [InlineData("aab aaab", "aab ")]
    public void Ends_before_a_stop_string_and_shows_no_part_of_one(string generated, string shown)
    {
        foreach (var events in AnySplit(generated, new AnswerForm { Stop = ["<STOP>", "aaab"] }))
        {
            Assert.Equal(shown, TinyModel.TextOf(events));
            Assert.Equal(FinishReason.Stop, events.OfType<ChatEvent.Finished>().Single().Reason);
        }
    }

    [Fact]
    public void Shows_whole_characters_only_and_drops_a_torn_one_at_the_end()
    {
        foreach (var events in AnySplit("żółć 你好 😀", new AnswerForm()))
        {
            Assert.Equal("żółć 你好 😀", TinyModel.TextOf(events));
            Assert.All(events.OfType<ChatEvent.TextDelta>(), delta => Assert.Equal(delta.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(delta.Text))));
        }

        var (writer, torn) = Writer(new AnswerForm());
        writer.Push([(byte)'a', 0xF0, 0x9F], null);
        writer.Finish(FinishReason.Length);
        Assert.Equal("a", TinyModel.TextOf(torn));
    }

    [Fact]
    public void Tells_reasoning_text_and_tool_calls_apart_however_the_marks_are_split()
    {
        const string Generated = "<think>\nThey ask for two.\n</think>\n\nLet me look.\n<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>\n<tool_call>{\"name\":\"time\"}</tool_call>\n";
        foreach (var events in AnySplit(Generated, s_tools))
        {
            Assert.Equal("They ask for two.\n", string.Concat(events.OfType<ChatEvent.ReasoningDelta>().Select(delta => delta.Text)));
            Assert.Equal("Let me look.\n", TinyModel.TextOf(events));
            Assert.Equal(["weather", "time"], events.OfType<ChatEvent.ToolCallStarted>().Select(call => call.Name));
            Assert.Equal(["{\"city\": \"Oslo\"}", "{}"], events.OfType<ChatEvent.ToolCallDelta>().Select(call => call.Arguments));
            Assert.Equal(FinishReason.ToolCalls, events.OfType<ChatEvent.Finished>().Single().Reason);
        }
    }

    [Theory]
    [InlineData("<tool_call>{\"name\": \"unknown\"}</tool_call>")]
    [InlineData("<tool_call>not json</tool_call> and more")]
    [InlineData("<tool_call>{\"name\": \"weather\", \"argum")]
    [InlineData("  <tool")]
    [InlineData("a < b")]
    [InlineData("<thin ice>")]
    [InlineData("   ")]
    public void What_is_not_a_tool_call_stays_text(string generated)
    {
        foreach (var events in AnySplit(generated, s_tools))
        {
            Assert.Equal(generated, TinyModel.TextOf(events));
            Assert.Equal(FinishReason.Stop, events.OfType<ChatEvent.Finished>().Single().Reason);
        }
    }

    [Fact]
    public void Without_tools_the_marks_are_text()
    {
        const string Generated = "<tool_call>{\"name\": \"weather\"}</tool_call>";

        Assert.All(AnySplit(Generated, new AnswerForm()), events => Assert.Equal(Generated, TinyModel.TextOf(events)));
    }

    [Fact]
    public void Reasoning_that_the_prompt_opened_is_reasoning()
    {
        foreach (var events in AnySplit("why not</think>\nBecause.", new AnswerForm { StartsInReasoning = true }))
        {
            Assert.Equal("why not", string.Concat(events.OfType<ChatEvent.ReasoningDelta>().Select(delta => delta.Text)));
            Assert.Equal("Because.", TinyModel.TextOf(events));
        }
    }

    [Fact]
    public void One_tool_call_only_ends_the_answer_there()
    {
        const string Call = "<tool_call>{\"name\": \"time\"}</tool_call>";

        foreach (var events in AnySplit(Call + Call, s_tools with { OneToolCall = true }))
        {
            Assert.Single(events.OfType<ChatEvent.ToolCallStarted>());
        }
    }

    [Fact]
    public void Logprobs_go_with_the_text_of_their_token()
    {
        foreach (var events in AnySplit("ab<STOP>cd", new AnswerForm { Stop = ["<STOP>"] }, logprobs: true))
        {
            var tokens = events.OfType<ChatEvent.TextDelta>().SelectMany(delta => delta.Logprobs ?? []).ToList();
            Assert.StartsWith(string.Concat(tokens.Select(token => token.Token)), "ab<STOP>", StringComparison.Ordinal);
        }

        foreach (var events in AnySplit("a<STO🙂", new AnswerForm { Stop = ["<STOP>"] }, logprobs: true))
        {
            var bytes = events.OfType<ChatEvent.TextDelta>().SelectMany(delta => delta.Logprobs ?? []).SelectMany(token => token.Bytes);
            Assert.Equal("a<STO🙂", Encoding.UTF8.GetString([.. bytes]));
        }
    }

    /// <summary>The same bytes as tokens of one byte, of two, of three … and all at once.</summary>
    private static IEnumerable<List<ChatEvent>> AnySplit(string generated, AnswerForm form, bool logprobs = false)
    {
        var bytes = Encoding.UTF8.GetBytes(generated);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var (writer, events) = Writer(form);
            foreach (var token in bytes.Chunk(size))
            {
                if (!writer.Push(token, logprobs ? new TokenLogprob(Encoding.UTF8.GetString(token), -1, token) : null))
                {
                    break;
                }
            }

            writer.Finish(FinishReason.Stop);
            yield return events;
        }
    }

    private static (ChoiceWriter Writer, List<ChatEvent> Events) Writer(AnswerForm form)
    {
        var events = new List<ChatEvent>();
        return (new ChoiceWriter(0, form, new IdSource(1), events.Add), events);
    }
}
