using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

/// <summary>Streams of events that Gemini's dialect can carry whole, choices interleaved.</summary>
internal static class GeminiEventGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " ", "Grüße 你好 🙂", "\"\\\n", "<x>");

    private static readonly Gen<Seal?> Seal = Gen.OneOf<Seal?>(null, null, new Seal(Dialect.Gemini, "c2ln"), new Seal(Dialect.OpenAIResponses, "enc:ry+/pted"));

    private static readonly Gen<IReadOnlyList<TokenLogprob>?> Logprobs = Gen.OneOf<IReadOnlyList<TokenLogprob>?>(
        null, [new TokenLogprob("a", -0.5, [97]) { Top = [new TokenLogprob("a", -0.5, [97]), new TokenLogprob("b", -1.25, [98])] }]);

    private static readonly Gen<string> Arguments = Gen.OneOf("{}", "{\"a\":1.50}", "{\"a\":{\"b\":[\"}\",\"\\\"{\",null]}}", "{\"你\":\"ü\"}");

    private static readonly Gen<TokenUsage?> Usage = Gen.OneOf<TokenUsage?>(
        null,
        new TokenUsage { Input = 5, Output = 7 },
        new TokenUsage { Input = 5, Output = 7, CachedInput = 0, Reasoning = 2, AudioInput = 3, AudioOutput = 0 });

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
        from thoughts in Gen.Select(Text, Seal).List[0, 2]
        from texts in Gen.Select(Text, Logprobs, Seal).List[0, 4]
        from calls in Gen.Select(Arguments, Gen.Int[1, 9], Seal).List[0, 2]
        from reason in Gen.OneOf(FinishReason.Stop, FinishReason.Length, FinishReason.ContentFilter)
        select new List<ChatEvent>(
        [
            .. thoughts.SelectMany(thought => Sealed(new ChatEvent.ReasoningDelta(index, thought.Item1), thought.Item2, seal => new ChatEvent.ReasoningSealed(index, seal))),
            .. texts.SelectMany(text => Sealed(new ChatEvent.TextDelta(index, text.Item1) { Logprobs = text.Item2 }, text.Item3, seal => new ChatEvent.TextSealed(index, seal))),
            .. calls.SelectMany((call, place) => Call(index, place, call.Item1, call.Item2, call.Item3)),
            new ChatEvent.Finished(index, reason == FinishReason.Stop && calls.Count > 0 ? FinishReason.ToolCalls : reason),
        ]);

    private static IEnumerable<ChatEvent> Sealed(ChatEvent delta, Seal? seal, Func<Seal, ChatEvent> sealing) => seal is null ? [delta] : [delta, sealing(seal)];

    private static IEnumerable<ChatEvent> Call(int choice, int place, string arguments, int piece, Seal? seal)
    {
        yield return new ChatEvent.ToolCallStarted(choice, place, $"call_{choice}_{place}", "f") { Seal = seal };
        foreach (char[] part in arguments.Chunk(piece))
        {
            yield return new ChatEvent.ToolCallDelta(choice, place, new string(part));
        }
    }

    private static List<ChatEvent> Assemble(List<Queue<ChatEvent>> choices, IEnumerable<int> order, TokenUsage? usage)
    {
        var events = new List<ChatEvent> { new ChatEvent.Started("resp-1", "gemini-x", 0) };
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
