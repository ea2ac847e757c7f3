using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.OpenAIChat;

/// <summary>The order that <see cref="ChatEvent"/> promises.</summary>
internal static class EventGrammar
{
    /// <summary>Fails on the first event that is out of order.</summary>
    public static void Check(IReadOnlyList<ChatEvent> events)
    {
        var finished = new HashSet<int>();
        var calls = new HashSet<(int, int)>();
        bool hasStarted = false;
        bool hasUsage = false;
        for (int i = 0; i < events.Count; i++)
        {
            ChatEvent step = events[i];
            Assert.Equal(step is ChatEvent.Started, !hasStarted && step is not ChatEvent.Failed);
            Assert.False(hasUsage, $"{step} after usage");
            hasStarted = true;
            if (ChoiceOf(step) is { } choice)
            {
                Assert.DoesNotContain(choice, finished);
            }

            switch (step)
            {
                case ChatEvent.ToolCallStarted call:
                    Assert.True(calls.Add((call.Choice, call.Index)));
                    break;
                case ChatEvent.ToolCallDelta call:
                    Assert.Contains((call.Choice, call.Index), calls);
                    break;
                case ChatEvent.Finished done:
                    Assert.True(finished.Add(done.Choice));
                    break;
                case ChatEvent.Usage:
                    hasUsage = true;
                    break;
                case ChatEvent.Failed:
                    Assert.Equal(events.Count - 1, i);
                    break;
            }
        }
    }

    /// <summary>Every choice that has an event, in order.</summary>
    public static IEnumerable<int> ChoicesOf(IEnumerable<ChatEvent> events) =>
        events.Select(ChoiceOf).OfType<int>().Distinct().Order();

    private static int? ChoiceOf(ChatEvent step) => step switch
    {
        ChatEvent.TextDelta delta => delta.Choice,
        ChatEvent.ReasoningDelta delta => delta.Choice,
        ChatEvent.RefusalDelta delta => delta.Choice,
        ChatEvent.ToolCallStarted call => call.Choice,
        ChatEvent.ToolCallDelta call => call.Choice,
        ChatEvent.Finished done => done.Choice,
        _ => null,
    };
}
