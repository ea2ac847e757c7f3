using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Makes a request from one dialect legal for a target that speaks another, in the neutral form: one step per concern, each of which tells what it could not keep.</summary>
public static class RequestAdapter
{
    /// <summary>The same request as the target may have it. What the target refuses altogether is told as <see cref="LossKind.Rejected"/>.</summary>
    /// <param name="request">As the client meant it.</param>
    /// <param name="rules">What the target takes.</param>
    /// <param name="losses">Receives what was changed.</param>
    public static AdaptedRequest Adapt(ChatRequest request, TargetRules rules, LossList losses)
    {
        var step = new AdaptingStep(request, rules, losses);
        ChatRequest adapted = ForeignParts.Drop(request, step);
        adapted = LegacyFunctions.Modernise(adapted, step);
        adapted = SamplingLimits.Apply(adapted, step);
        adapted = ReasoningHistory.Rewrite(adapted, step);
        adapted = ToolRules.Apply(adapted, step);
        adapted = MediaRules.Apply(adapted, step);
        AdaptedRequest formatted = FormatRules.Apply(adapted, step);
        adapted = Turns.Arrange(formatted.Request, step);
        adapted = CallIdGrammar.Apply(adapted, step);
        return ToolNameGrammar.Apply(formatted with { Request = adapted with { Stream = adapted.Stream || MustStream(adapted, rules) } }, step);
    }

    private static bool MustStream(ChatRequest request, TargetRules rules) => rules.AnswersOnlyInStreams
        || (rules.ReasonsOnlyInStreams && (request.ReasoningBudget > 0 || request.ReasoningEffort is not (null or "none")));
}
