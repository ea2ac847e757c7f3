using System.Globalization;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>
/// Everything that an answer says, one fact after the other. What is told here in one word for several is what no dialect can be held to:
/// <list type="bullet">
/// <item>ids of answers and calls, the time and the model's name are the gateway's to give;</item>
/// <item>reasoning, text and calls of a turn stand in no order, texts of one kind are one text, and empty text is none;</item>
/// <item>pieces of reasoning with a seal and without stand in no order, and blank lines may part them: reasoning is told by its letters;</item>
/// <item>calls end in a word for calls or in the plain end (Ollama, Gemini), and a bound that was reached counts more than they;</item>
/// <item>a part of the usage that is zero says nothing that the sum does not;</item>
/// <item>a seal without a value is none, and a Responses item of reasoning that is kept raw says its text, which is told;</item>
/// <item>a token is told by its text and probability, not by its bytes; its alternatives do not name itself.</item>
/// </list>
/// </summary>
internal static class AnswerFacts
{
    public static IReadOnlyList<Fact> Of(ChatAnswer answer) => [.. answer.Choices.SelectMany(Choice), .. Usage(answer.Usage), .. Fingerprint(answer.SystemFingerprint)];

    /// <summary>Of the events of a stream, and what only passed by.</summary>
    public static IReadOnlyList<Fact> Of(IReadOnlyList<ChatEvent> events)
    {
        var folder = new AnswerFolder();
        foreach (ChatEvent step in events)
        {
            folder.Add(step);
        }

        return [.. Of(folder.ToAnswer()), .. events.OfType<ChatEvent.PassedBy>().Select(passed => passed.Path).Distinct().Select(path => new Fact("passed", path))];
    }

    private static IEnumerable<Fact> Fingerprint(string? fingerprint) => fingerprint is null ? [] : [new Fact("system_fingerprint", fingerprint)];

    private static IEnumerable<Fact> Choice(ChatChoice choice)
    {
        string prefix = choice.Index == 0 ? "" : $"choices[{choice.Index}].";
        return Said(choice).Select(fact => fact with { Path = prefix + fact.Path });
    }

    private static IEnumerable<Fact> Said(ChatChoice choice)
    {
        ChatMessage message = choice.Message;
        (string Path, string? Value)[] said =
        [
            ("reasoning", string.Concat((message.ReasoningText ?? "").Where(letter => !char.IsWhiteSpace(letter)).Order())),
            ("text", message.PlainText),
            ("refusal", string.Concat(message.Parts.OfType<ContentPart.Refusal>().Select(part => part.Value))),
            ("finish", Finish(choice)),
            ("stop_sequence", choice.StopSequence),
        ];
        return
        [
            .. said.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => new Fact(one.Path, one.Value!)),
            .. message.ToolCalls.Select(call => new Fact("call", $"{call.Name} {CanonicalJson.OfArguments(call.Arguments)}{(call.IsCustom ? " custom" : "")}")),
            .. message.Parts.Select(part => part.Seal).Concat(message.ToolCalls.Select(call => call.Seal)).OfType<Seal>().Where(seal => seal.Value.Length > 0).Select(seal => new Fact("seal", $"{seal.Origin} {seal.Value}")),
            .. message.Parts.Where(part => part is not (ContentPart.Text or ContentPart.Refusal or ContentPart.Reasoning or ContentPart.Unknown { Type: "reasoning" })).Select(part => new Fact("content", $"{part}")),
            .. (choice.Logprobs ?? []).Select(token => new Fact("logprobs", $"{Of(token)} {string.Join(" ", token.Top.Where(other => other.Token != token.Token).Select(Of))}")),
            .. RequestFacts.Extensions("", message.Extensions),
        ];
    }

    private static string? Finish(ChatChoice choice) => choice.FinishReason switch
    {
        FinishReason.ToolCalls or FinishReason.FunctionCall => $"{FinishReason.Stop}",
        var reason => $"{reason}",
    };

    private static string Of(TokenLogprob token) => $"{token.Token} {token.Logprob.ToString(CultureInfo.InvariantCulture)}";

    private static IEnumerable<Fact> Usage(TokenUsage? usage)
    {
        (string Path, long? Count)[] counts =
        [
            ("cached", usage?.CachedInput), ("cache_write", usage?.CacheWrite), ("cache_creation", usage?.CacheWriteLong), ("reasoning", usage?.Reasoning),
            ("audio_input", usage?.AudioInput), ("audio_output", usage?.AudioOutput),
        ];
        return
        [
            .. new[] { ("input", usage?.Input), ("output", usage?.Output) }.Where(sum => sum.Item2 is not null).Select(sum => new Fact($"usage.{sum.Item1}", $"{sum.Item2}")),
            .. counts.Where(count => count.Count > 0).Select(count => new Fact($"usage.{count.Path}", $"{count.Count}")),
        ];
    }
}
