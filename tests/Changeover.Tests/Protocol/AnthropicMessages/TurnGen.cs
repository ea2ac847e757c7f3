using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.AnthropicMessages;

/// <summary>Answers as events: sealed and redacted reasoning, text, calls whose arguments interleave, a stop string.</summary>
internal static class TurnGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " ", "Grüße 你好 🙂", "\"\\\n", "<x>");

    private static readonly Gen<Seal> Seals = Gen.OneOf(
        new Seal(Dialect.AnthropicMessages, "EqRk/+="), new Seal(Dialect.Gemini, "Cs.ig=="), new Seal(Dialect.OpenAIResponses, "gAAAA:x.y"));

    private static readonly Gen<ChatEvent[]> Reasoning =
        from texts in Text.List[0, 2]
        from seal in Seals
        from isRedacted in Gen.Bool
        select isRedacted
            ? new ChatEvent[] { new ChatEvent.ReasoningSealed(0, seal, IsRedacted: true) }
            : [.. texts.Select(text => new ChatEvent.ReasoningDelta(0, text)), new ChatEvent.ReasoningSealed(0, seal)];

    private static readonly Gen<string[]> Arguments = Gen.OneOf<string[]>(
        ["{}"], ["{\"a\"", ":1}"], ["{\"b\":\"}", "\\\"", "{\"", ",\"c\":[{", "}]", "}"], ["{\"d\":\"é", "🙂\\\\\"}"]);

    private static readonly Gen<TokenUsage?> Usage = Gen.OneOf<TokenUsage?>(
        new TokenUsage { Input = 5, Output = 7 },
        new TokenUsage { Input = 25, Output = 7, CachedInput = 10, CacheWrite = 5, CacheWriteLong = 2, Reasoning = 3 },
        new TokenUsage { Input = 25, Output = 0, CachedInput = 0, CacheWrite = 0 });

    private static readonly Gen<ChatEvent.Finished> Finish = Gen.OneOf(
        new ChatEvent.Finished(0, FinishReason.Length), new ChatEvent.Finished(0, FinishReason.ContentFilter));

    /// <summary>A whole answer, well finished.</summary>
    public static readonly Gen<List<ChatEvent>> Stream =
        from thoughts in Reasoning.List[0, 2]
        from texts in Text.List[0, 3]
        from textSeal in Seals.List[0, 1]
        from calls in Gen.Select(Arguments, Seals.List[0, 1]).List[0, 3]
        from order in Gen.Int[0, 2].List[0, 20]
        from cut in Finish.List[0, 1]
        from stop in Text.List[0, 1]
        from usage in Usage
        select new List<ChatEvent>(
        [
            new ChatEvent.Started("msg_1", "model-x", 0),
            .. thoughts.SelectMany(thought => thought),
            .. texts.Select(text => new ChatEvent.TextDelta(0, text)),
            .. texts.Count > 0 ? textSeal.Where(seal => seal.Origin != Dialect.AnthropicMessages).Select(seal => new ChatEvent.TextSealed(0, seal)) : [],
            .. Calls([.. calls], order),
            cut.Count > 0 ? cut[0]
                : calls.Count > 0 ? new ChatEvent.Finished(0, FinishReason.ToolCalls)
                : new ChatEvent.Finished(0, FinishReason.Stop) { StopSequence = stop.FirstOrDefault() },
            .. usage is null ? Array.Empty<ChatEvent>() : [new ChatEvent.Usage(usage)],
        ]);

    private static IEnumerable<ChatEvent> Calls((string[] Arguments, List<Seal> Seals)[] calls, IReadOnlyList<int> order)
    {
        Queue<ChatEvent>[] queues = [.. calls.Select((call, index) => new Queue<ChatEvent>(
        [
            new ChatEvent.ToolCallStarted(0, index, $"toolu_{index}", "f") { Seal = call.Seals.Find(seal => seal.Origin != Dialect.AnthropicMessages) },
            .. call.Arguments.Select(piece => new ChatEvent.ToolCallDelta(0, index, piece)),
        ]))];
        int begun = 0;
        foreach (int turn in order.Concat(queues.SelectMany((queue, index) => Enumerable.Repeat(index, queue.Count))))
        {
            // Calls begin in the order of their index.
            if (turn <= begun && turn < queues.Length && queues[turn].TryDequeue(out ChatEvent? next))
            {
                begun = Math.Max(begun, turn + 1);
                yield return next;
            }
        }
    }
}
