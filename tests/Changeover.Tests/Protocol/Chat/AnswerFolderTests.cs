using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Chat;

public sealed class AnswerFolderTests
{
    [Fact]
    public void Folds_interleaved_choices_in_index_order()
    {
        ChatAnswer answer = Fold(
            new ChatEvent.Started("id", "m", 7),
            new ChatEvent.TextDelta(1, "b"),
            new ChatEvent.ToolCallStarted(0, 1, "c1", "g"),
            new ChatEvent.ToolCallStarted(0, 0, "c0", "f"),
            new ChatEvent.ToolCallDelta(0, 0, "{}"),
            new ChatEvent.TextDelta(1, "c"),
            new ChatEvent.Finished(1, FinishReason.Stop),
            new ChatEvent.Finished(0, FinishReason.ToolCalls),
            new ChatEvent.Usage(new TokenUsage { Input = 1 })).ToAnswer();
        Assert.Equal([0, 1], answer.Choices.Select(choice => choice.Index));
        Assert.Equal(["c0", "c1"], answer.Choices[0].Message.ToolCalls.Select(call => call.Id));
        Assert.Equal("{}", answer.Choices[0].Message.ToolCalls[0].Arguments);
        Assert.Equal("bc", answer.Choices[1].Message.PlainText);
        Assert.Equal((FinishReason.ToolCalls, 1), (answer.Choices[0].FinishReason, answer.Usage!.Input));
    }

    [Fact]
    public void Keeps_what_came_before_a_failure()
    {
        AnswerFolder folder = Fold(
            new ChatEvent.Started("id", "m", 7),
            new ChatEvent.TextDelta(0, "half"),
            new ChatEvent.Failed(new UpstreamError { Status = 500 }));
        Assert.Equal(500, folder.Error!.Status);
        Assert.Null(folder.ToAnswer().Choices[0].FinishReason);
        Assert.Equal("half", folder.ToAnswer().Choices[0].Message.PlainText);
    }

    private static AnswerFolder Fold(params ReadOnlySpan<ChatEvent> events)
    {
        var folder = new AnswerFolder();
        foreach (ChatEvent step in events)
        {
            folder.Add(step);
        }

        return folder;
    }
}
