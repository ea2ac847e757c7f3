using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects;

/// <summary>Puts the model's work in front of what is sent.</summary>
internal static class Paced
{
    /// <summary>Every token is made, then the body leaves at once.</summary>
    public static Script Buffered(Answer answer, JsonObject body)
    {
        var bytes = Wire.Bytes(body);
        return Script.Whole(200, "application/json", bytes) with
        {
            Steps = [Begin(answer), .. Make(answer), new Step.Send(bytes, Part.Body)],
        };
    }

    /// <summary>Tokens and the events that carry them take turns.</summary>
    public static Script Stream(Answer answer, IEnumerable<Step> steps) => new()
    {
        ContentType = "text/event-stream; charset=utf-8",
        Headers = [new("Cache-Control", "no-cache")],
        Steps = steps.Prepend(Begin(answer)),
    };

    private static Step.Prefill Begin(Answer answer) => new(answer.PromptTokens, answer.CachedTokens);

    private static IEnumerable<Step> Make(Answer answer) => answer.Choices.SelectMany(choice =>
        Enumerable.Range(0, choice.TokenCount).Select(index => new Step.Token(index < choice.Reasoning.Count)));
}
