using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What this dialect has no words for, of the ways to choose the next token and to answer.</summary>
internal static class UnknownSampling
{
    public static void Tell(ChatRequest request, LossList losses)
    {
        SamplingOptions sampling = request.Sampling;
        Tell(losses, "top_k", sampling.TopK is not null);
        Tell(losses, "min_p", sampling.MinP is not null);
        Tell(losses, "frequency_penalty", sampling.FrequencyPenalty is not null);
        Tell(losses, "presence_penalty", sampling.PresencePenalty is not null);
        Tell(losses, "repetition_penalty", sampling.RepetitionPenalty is not null);
        Tell(losses, "logit_bias", sampling.LogitBias.Count > 0);
        Tell(losses, "seed", sampling.Seed is not null);
        Tell(losses, "stop", sampling.Stop.Count > 0);
        Tell(losses, "n", request.N > 1);
        Tell(losses, "reasoning_budget", request.ReasoningBudget is not null);
        if (request.Dialect != Dialect.OpenAIResponses)
        {
            Tell(losses, "tools", request.ProviderTools.Count > 0);
        }
    }

    private static void Tell(LossList losses, string path, bool isSaid)
    {
        if (isSaid)
        {
            losses.Ignored(path, "the dialect has no place for it");
        }
    }
}
