using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Answers;

/// <summary>Composes the answer to a question. The same question always gets the same answer.</summary>
internal static class Composer
{
    /// <param name="question">What is asked.</param>
    /// <param name="hiddenModel">The model that really answers.</param>
    public static Answer Compose(Question question, string hiddenModel)
    {
        var steering = Steering.Read(question.Text);
        var voice = Voice.Of(hiddenModel);
        var cached = Math.Min(steering.Number("cached") ?? 0, question.PromptTokens);
        return new Answer
        {
            Model = question.Model,
            PromptTokens = question.PromptTokens,
            CachedTokens = cached,
            WrittenTokens = Math.Min(steering.Number("written") ?? 0, question.PromptTokens - cached),
            Choices = [.. Enumerable.Range(0, question.Choices).Select(index => ComposeChoice(question, steering, voice, index))],
        };
    }

    private static Choice ComposeChoice(Question question, Steering steering, Voice voice, int index)
    {
        var seed = question.Seed + index + (steering.Number("seed") ?? 0);
        var reasoningWords = steering.Has("reason") ? steering.Number("reason") ?? 12 : question.ReasoningWords;
        var reasoning = Tokens.Split(voice.Words(reasoningWords, question.Text, seed));

        var choice = new Choice { Reasoning = reasoning, IsReasoningHidden = steering.Has("redacted"), FinishReason = "stop" };

        if (Calls(question, steering) is { Count: > 0 } calls)
        {
            var before = steering.Has("talk") ? Tokens.Split(steering.Rest) : [];
            return Limit(choice with { Text = before, Calls = calls, FinishReason = "tool_calls" }, question.MaxTokens);
        }

        var (text, stop) = Stop(Say(question, steering, voice, seed), question.Stops);
        return Limit(choice with { Text = Tokens.Split(text), IsRefusal = steering.Has("refusal"), StopSequence = stop }, question.MaxTokens);
    }

    private static string Say(Question question, Steering steering, Voice voice, int seed)
    {
        var text = voice.Say(steering.Rest, steering.Number("words"), seed);
        if (!question.WantsJson && !steering.Has("json")) return text;
        var value = question.Schema is null ? new JsonObject { ["answer"] = text } : SchemaSample.Make(question.Schema, text);
        return Wire.Text(value);
    }

    private static List<Call> Calls(Question question, Steering steering)
    {
        if (question.Tools.Count == 0 || (!question.CallsTool && !steering.Has("tool") && !steering.Has("tools"))) return [];
        var name = steering.Text("tool") ?? question.ToolName;
        var chosen = name is null ? question.Tools : [.. question.Tools.Where(tool => tool.Name == name)];
        return [.. chosen.Take(question.OneCallOnly ? 1 : steering.Number("tools") ?? 1).Select(tool =>
            new Call(tool.Name, Tokens.Split(Wire.Text(SchemaSample.Make(tool.Parameters, steering.Rest)))))];
    }

    /// <summary>The text before the stop sequence that comes first in it, and that sequence.</summary>
    private static (string Text, string? Stop) Stop(string text, IReadOnlyList<string> stops)
    {
        var first = stops.Where(stop => stop.Length > 0).Select(stop => (At: text.IndexOf(stop, StringComparison.Ordinal), Stop: stop))
            .Where(found => found.At >= 0).OrderBy(found => found.At).FirstOrDefault();
        return first.Stop is null ? (text, null) : (text[..first.At], first.Stop);
    }

    private static Choice Limit(Choice choice, int? maxTokens)
    {
        if (maxTokens is not { } left || choice.TokenCount <= left) return choice;
        IReadOnlyList<string> Take(IReadOnlyList<string> tokens)
        {
            var taken = tokens.Take(left).ToList();
            left -= taken.Count;
            return taken;
        }

        var calls = new List<Call>();
        var reasoning = Take(choice.Reasoning);
        var text = Take(choice.Text);
        foreach (var call in choice.Calls)
        {
            if (left-- <= 0) break;
            calls.Add(call with { Arguments = Take(call.Arguments) });
        }
        return choice with { Reasoning = reasoning, Text = text, Calls = calls, FinishReason = "length", StopSequence = null };
    }
}
