using System.Globalization;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Sampling, bounds and reasoning as the target takes them.</summary>
internal static class SamplingLimits
{
    /// <summary>Tokens of an answer that each of Anthropic's models takes that thinks (claude-opus-4, seen 2026-11).</summary>
    private const int MostForAll = 32_000;

    public static ChatRequest Apply(ChatRequest request, AdaptingStep step)
    {
        SamplingOptions sampling = request.Sampling;
        int? budget = Budget(request, step);
        return request with
        {
            Sampling = sampling with
            {
                Temperature = Temperature(step.Keep(Feature.Temperature, "temperature", sampling.Temperature), step),
                TopP = step.Keep(Feature.TopP, "top_p", sampling.TopP),
                TopK = step.Keep(Feature.TopK, "top_k", sampling.TopK),
                MinP = step.Keep(Feature.MinP, "min_p", sampling.MinP),
                FrequencyPenalty = step.Keep(Feature.FrequencyPenalty, "frequency_penalty", sampling.FrequencyPenalty),
                PresencePenalty = step.Keep(Feature.PresencePenalty, "presence_penalty", sampling.PresencePenalty),
                RepetitionPenalty = step.Keep(Feature.RepetitionPenalty, "repetition_penalty", sampling.RepetitionPenalty),
                LogitBias = sampling.LogitBias.Count > 0 && step.Takes(Feature.LogitBias, "logit_bias") ? sampling.LogitBias : new Dictionary<int, double>(),
                Seed = step.Keep(Feature.Seed, "seed", sampling.Seed),
                Stop = Stops(sampling.Stop, step),
            },
            MaxOutputTokens = Bound(request, budget ?? 0, step),
            N = Choices(request, step),
            Logprobs = request.Logprobs && step.Takes(Feature.Logprobs, "logprobs"),
            TopLogprobs = request.TopLogprobs > 0 && step.Takes(Feature.Logprobs, "top_logprobs") ? request.TopLogprobs : 0,
            ReasoningEffort = Effort(request, step),
            ReasoningBudget = budget,
            User = request.User is not null && step.Takes(Feature.User, "user") ? request.User : null,
        };
    }

    /// <summary>Who gives one answer can be asked several times, but not in one stream.</summary>
    private static int Choices(ChatRequest request, AdaptingStep step)
    {
        if (request.N == 1 || !step.Takes(Feature.Choices, "n"))
        {
            return 1;
        }

        if (step.Emulates(Feature.Choices, "n", "asked once for each answer") && (request.Stream || request.N > TargetRules.MostFannedOut))
        {
            step.Losses.Reject("n", $"the target gives one answer, and is asked for up to {TargetRules.MostFannedOut} that are not streamed");
        }

        return request.N;
    }

    private static double? Temperature(double? temperature, AdaptingStep step)
    {
        if (temperature is not { } wanted || wanted <= step.Rules.MaxTemperature)
        {
            return temperature;
        }

        step.Losses.Emulated("temperature", $"lowered to {step.Rules.MaxTemperature.ToString(CultureInfo.InvariantCulture)}, the target's highest");
        return step.Rules.MaxTemperature;
    }

    private static IReadOnlyList<string> Stops(IReadOnlyList<string> stops, AdaptingStep step)
    {
        if (stops.Count == 0 || !step.Takes(Feature.Stop, "stop"))
        {
            return [];
        }

        if (stops.Count <= step.Rules.MaxStops)
        {
            return stops;
        }

        step.Losses.Ignored($"stop[{step.Rules.MaxStops}]", $"the target takes {step.Rules.MaxStops} stop strings");
        return [.. stops.Take(step.Rules.MaxStops)];
    }

    /// <summary>A bound of ours leaves room to answer beside the reasoning, as far as every model that reasons lets it.</summary>
    private static int? Bound(ChatRequest request, int budget, AdaptingStep step)
    {
        int? bound = step.Keep(Feature.MaxOutputTokens, "max_tokens", request.MaxOutputTokens);
        if (bound is not null || step.Rules.DefaultMaxOutput is not { } needed)
        {
            return bound;
        }

        int made = Math.Max(needed, (int)Math.Min((long)needed + budget, MostForAll));
        step.Losses.Emulated("max_tokens", $"the target needs a bound: {made}");
        return made;
    }

    /// <summary>Within one dialect a word stays a word. A budget of none says more than a word.</summary>
    private static string? Effort(ChatRequest request, AdaptingStep step)
    {
        string? effort = request.ReasoningEffort;
        if (request.ReasoningBudget is { } budget && step.Emulates(Feature.ReasoningBudget, "thinking.budget_tokens", "said as a reasoning effort"))
        {
            return budget == 0 || effort is null ? ReasoningScale.EffortOf(budget) : effort;
        }

        bool isSaid = step.SameDialect || step.Rules.Of(Feature.ReasoningEffort) != Support.Emulated;
        return effort is not null && isSaid && step.Takes(Feature.ReasoningEffort, "reasoning_effort") ? effort : null;
    }

    private static int? Budget(ChatRequest request, AdaptingStep step)
    {
        if (request.ReasoningBudget is { } budget)
        {
            return step.Rules.Of(Feature.ReasoningBudget) != Support.Emulated ? step.Keep(Feature.ReasoningBudget, "thinking.budget_tokens", (int?)budget) : null;
        }

        return request.ReasoningEffort is { } effort && !step.SameDialect && step.Emulates(Feature.ReasoningEffort, "reasoning_effort", "said as a number of tokens")
            ? ReasoningScale.BudgetOf(effort)
            : null;
    }
}
