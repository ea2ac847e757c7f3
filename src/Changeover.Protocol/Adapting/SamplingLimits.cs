using System.Globalization;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Sampling, bounds and reasoning as the target takes them.</summary>
internal static class SamplingLimits
{
    public static ChatRequest Apply(ChatRequest request, AdaptingStep step)
    {
        SamplingOptions sampling = request.Sampling;
        bool logprobs = request.Logprobs && step.Takes(Feature.Logprobs, "logprobs");
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
            MaxOutputTokens = Bound(request, step),
            N = request.N > 1 && !step.Takes(Feature.Choices, "n") ? 1 : request.N,
            Logprobs = logprobs,
            TopLogprobs = logprobs ? request.TopLogprobs : 0,
            ReasoningEffort = Effort(request, step),
            ReasoningBudget = Budget(request, step),
            User = request.User is not null && step.Takes(Feature.User, "user") ? request.User : null,
        };
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

    private static int? Bound(ChatRequest request, AdaptingStep step)
    {
        int? bound = step.Keep(Feature.MaxOutputTokens, "max_tokens", request.MaxOutputTokens);
        if (bound is null && step.Rules.DefaultMaxOutput is { } needed)
        {
            step.Losses.Emulated("max_tokens", $"the target needs a bound: {needed}");
            return needed;
        }

        return bound;
    }

    /// <summary>A budget that the client gave says more than a word.</summary>
    private static string? Effort(ChatRequest request, AdaptingStep step)
    {
        bool asBudget = step.Rules.Of(Feature.ReasoningBudget) is Support.Native or Support.Translated;
        if (request.ReasoningEffort is { } effort)
        {
            return step.Rules.Of(Feature.ReasoningEffort) != Support.Emulated && step.Takes(Feature.ReasoningEffort, "reasoning_effort") ? effort : null;
        }

        return request.ReasoningBudget is { } budget && !asBudget && step.Emulates(Feature.ReasoningBudget, "thinking.budget_tokens", "said as a reasoning effort")
            ? ReasoningScale.EffortOf(budget)
            : null;
    }

    private static int? Budget(ChatRequest request, AdaptingStep step)
    {
        if (request.ReasoningBudget is { } budget)
        {
            return step.Rules.Of(Feature.ReasoningBudget) != Support.Emulated ? step.Keep(Feature.ReasoningBudget, "thinking.budget_tokens", (int?)budget) : null;
        }

        return request.ReasoningEffort is { } effort && step.Emulates(Feature.ReasoningEffort, "reasoning_effort", "said as a number of tokens")
            ? ReasoningScale.BudgetOf(effort)
            : null;
    }
}
