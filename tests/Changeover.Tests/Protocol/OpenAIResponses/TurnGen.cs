using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>Streams of events of one choice, as models that reason, speak and call make them.</summary>
internal static class TurnGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " ", "Grüße 你好 🙂", "\"\\\n", "<x>\u0001");

    private static readonly Gen<Seal> Seal =
        from origin in Gen.OneOf(Dialect.OpenAIResponses, Dialect.AnthropicMessages, Dialect.Gemini)
        from value in Gen.OneOf("gAAA==", "a.b:c", "")
        select new Seal(origin, value);

    private static readonly Gen<IReadOnlyList<TokenLogprob>?> Logprobs = Gen.OneOf<IReadOnlyList<TokenLogprob>?>(
        null,
        [new TokenLogprob("a", -0.5, [97]) { Top = [new TokenLogprob("b", -1.25, [98])] }],
        [new TokenLogprob("\uFFFD", -9999, [0xF0, 0x9F])]);

    private static readonly Gen<ChatEvent[]> Step = Gen.OneOf(
        Text.List[1, 3].Select(texts => texts.Select(text => (ChatEvent)new ChatEvent.ReasoningDelta(0, text)).ToArray()),
        Gen.Select(Text.List[1, 2], Seal).Select((texts, seal) => texts.Select(text => (ChatEvent)new ChatEvent.ReasoningDelta(0, text)).Append(new ChatEvent.ReasoningSealed(0, seal)).ToArray()),
        Seal.Select(seal => new ChatEvent[] { new ChatEvent.ReasoningSealed(0, seal, IsRedacted: true) }),
        Gen.Select(Text, Logprobs).List[1, 3].Select(texts => texts.Select(text => (ChatEvent)new ChatEvent.TextDelta(0, text.Item1) { Logprobs = text.Item2 }).ToArray()),
        Text.Select(text => new ChatEvent[] { new ChatEvent.RefusalDelta(0, text) }));

    private static readonly Gen<ChatEvent[]> Calls =
        from sealing in Seal
        from isSealed in Gen.Bool
        from isCustom in Gen.Bool
        from order in Gen.Select(Gen.Int[0, 1], Text).List[0, 5]
        select new ChatEvent[]
        {
            new ChatEvent.ToolCallStarted(0, 0, "call_a", "f") { Seal = isSealed ? sealing : null },
            new ChatEvent.ToolCallStarted(0, 1, "call_b", "g") { IsCustom = isCustom },
        }.Concat(order.Select(one => (ChatEvent)new ChatEvent.ToolCallDelta(0, one.Item1, one.Item2))).ToArray();

    /// <summary>A whole answer, well finished.</summary>
    public static readonly Gen<List<ChatEvent>> Stream =
        from steps in Step.List[0, 5]
        from calls in Gen.OneOf(Gen.Const(Array.Empty<ChatEvent>()), Calls)
        from reason in Gen.OneOf(FinishReason.Stop, FinishReason.Length, FinishReason.ContentFilter)
        from hasUsage in Gen.Bool
        select new List<ChatEvent>(
        [
            new ChatEvent.Started("resp_1", "model-x", 1_700_000_000),
            .. steps.SelectMany(step => step),
            .. calls,
            new ChatEvent.Finished(0, calls.Length > 0 && reason == FinishReason.Stop ? FinishReason.ToolCalls : reason),
            .. hasUsage ? (ChatEvent[])[new ChatEvent.Usage(new TokenUsage { Input = 5, Output = 7, CachedInput = 0, CacheWrite = 1, Reasoning = 2 })] : [],
        ]);
}
