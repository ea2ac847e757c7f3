using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

/// <summary>Streams of events that keep the grammar of <see cref="ChatEvent"/>, choices interleaved.</summary>
internal static class EventGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " ", "Grüße 你好 🙂", "\"\\\n", "<x>");

    private static readonly Gen<IReadOnlyList<TokenLogprob>?> Logprobs = Gen.OneOf<IReadOnlyList<TokenLogprob>?>(
        null,
        [new TokenLogprob("a", -0.5, [97]) { Top = [new TokenLogprob("b", -1.25, [98])] }],
        [new TokenLogprob("\uFFFD", -9999, [0xF0, 0x9F])]);

    private static readonly Gen<TokenUsage?> Usage = Gen.OneOf<TokenUsage?>(
        null,
        new TokenUsage { Input = 5, Output = 7 },
        new TokenUsage { Input = 5, Output = 7, CachedInput = 0, CacheWrite = 1, Reasoning = 2, AudioInput = 3, AudioOutput = 0 });

    private static readonly Gen<FinishReason> Reason = Gen.OneOf(FinishReason.Stop, FinishReason.Length, FinishReason.ToolCalls, FinishReason.ContentFilter);

    /// <summary>A whole answer, well finished.</summary>
    public static readonly Gen<List<ChatEvent>> Stream =
        from choices in Gen.Int[1, 3].SelectMany(Choices)
        from order in Gen.Int[0, 2].List[0, 30]
        from usage in Usage
        select Assemble(choices, order, usage);

    private static Gen<List<Queue<ChatEvent>>> Choices(int count) =>
        Enumerable.Range(0, count).Aggregate(
            Gen.Const(new List<Queue<ChatEvent>>()),
            (all, index) => Gen.Select(all, Choice(index)).Select((list, one) => list.Append(new Queue<ChatEvent>(one)).ToList()));

    private static Gen<List<ChatEvent>> Choice(int index) =>
        from reasoning in Text.List[0, 2]
        from texts in Gen.Select(Text, Logprobs).List[0, 4]
        from refusal in Text.List[0, 1]
        from calls in Text.List[0, 3].List[0, 2]
        from isLegacy in Gen.Bool
        from reason in Reason
        select new List<ChatEvent>(
        [
            .. reasoning.Select(text => new ChatEvent.ReasoningDelta(index, text)),
            .. texts.Select(text => new ChatEvent.TextDelta(index, text.Item1) { Logprobs = text.Item2 }),
            .. refusal.Select(text => new ChatEvent.RefusalDelta(index, text)),
            .. calls.Take(isLegacy ? 1 : 2).SelectMany((arguments, place) => Call(index, place, isLegacy, arguments)),
            new ChatEvent.Finished(index, reason),
        ]);

    private static IEnumerable<ChatEvent> Call(int choice, int place, bool isLegacy, IReadOnlyList<string> arguments)
    {
        int index = isLegacy ? ChatEvent.LegacyFunctionIndex : place;
        yield return new ChatEvent.ToolCallStarted(choice, index, isLegacy ? "" : $"call_{choice}_{index}", "f");
        foreach (string argument in arguments)
        {
            yield return new ChatEvent.ToolCallDelta(choice, index, argument);
        }
    }

    private static List<ChatEvent> Assemble(List<Queue<ChatEvent>> choices, IEnumerable<int> order, TokenUsage? usage)
    {
        var events = new List<ChatEvent> { new ChatEvent.Started("chatcmpl-1", "model-x", 1_700_000_000, "fp") };
        foreach (int turn in order.Concat(choices.SelectMany((choice, index) => Enumerable.Repeat(index, choice.Count))))
        {
            if (turn < choices.Count && choices[turn].TryDequeue(out ChatEvent? next))
            {
                events.Add(next);
            }
        }

        if (usage is not null)
        {
            events.Add(new ChatEvent.Usage(usage));
        }

        return events;
    }
}
