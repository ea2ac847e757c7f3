using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.ChoiceChunks;

/// <summary>Answers that DashScope and Hunyuan can give: reasoning, text and calls of each choice, well finished.</summary>
internal static class ChoiceGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " ", "Grüße 你好 🙂", "\"\\\n", "<x>", "STOP", "ST");

    private static readonly Gen<FinishReason> Reason = Gen.OneOf(FinishReason.Stop, FinishReason.Length, FinishReason.ToolCalls);

    private static readonly Gen<TokenUsage> Usage = Gen.OneOf(
        new TokenUsage { Input = 5, Output = 7 },
        new TokenUsage { Input = 5, Output = 7, CachedInput = 0, Reasoning = 2 });

    public static readonly Gen<List<ChatEvent>> Stream =
        from choices in Gen.Int[1, 2].SelectMany(count => Choice(0).SelectMany(first => count == 1 ? Gen.Const(first) : Choice(1).Select(second => Shuffle(first, second))))
        from usage in Usage
        select new List<ChatEvent>([.. choices, new ChatEvent.Usage(usage)]);

    private static Gen<List<ChatEvent>> Choice(int index) =>
        from reasoning in Text.List[0, 2]
        from texts in Text.List[0, 5]
        from calls in Text.List[0, 3].List[0, 2]
        from reason in Reason
        select new List<ChatEvent>(
        [
            .. reasoning.Select(text => new ChatEvent.ReasoningDelta(index, text)),
            .. texts.Select(text => new ChatEvent.TextDelta(index, text)),
            .. calls.SelectMany((arguments, place) => Call(index, place, arguments)),
            new ChatEvent.Finished(index, reason),
        ]);

    private static IEnumerable<ChatEvent> Call(int choice, int place, List<string> arguments) =>
        [new ChatEvent.ToolCallStarted(choice, place, $"call_{choice}_{place}", "f"), .. arguments.Select(text => new ChatEvent.ToolCallDelta(choice, place, text))];

    private static List<ChatEvent> Shuffle(List<ChatEvent> first, List<ChatEvent> second) =>
        [.. first.Zip(second).SelectMany(pair => new[] { pair.First, pair.Second }), .. first.Skip(second.Count), .. second.Skip(first.Count)];
}
