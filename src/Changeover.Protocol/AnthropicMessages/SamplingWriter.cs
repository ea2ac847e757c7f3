using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>How the next token is chosen, as far as the dialect lets a client say.</summary>
internal static class SamplingWriter
{
    private const double LeastTopPWhileThinking = 0.95;

    public static void Write(BlockOutput to, ChatRequest request, ThinkingPlan thinking)
    {
        SamplingOptions sampling = to.IsOwn ? request.Sampling : Legal(request.Sampling, thinking.IsOn, to.Losses);
        to.Json.WriteOptional("temperature", sampling.Temperature);
        to.Json.WriteOptional("top_p", sampling.TopP);
        to.Json.WriteOptional("top_k", (long?)sampling.TopK);
        if (sampling.Stop.Count > 0)
        {
            to.Json.WriteStartArray("stop_sequences");
            foreach (string stop in sampling.Stop)
            {
                to.Json.WriteStringValue(stop);
            }

            to.Json.WriteEndArray();
        }

        TellOthers(request, to.Losses);
    }

    /// <summary>Thinking wants the model's own temperature; and newer models refuse temperature and top_p together (seen 2026-11).</summary>
    private static SamplingOptions Legal(SamplingOptions sampling, bool isThinking, LossList losses)
    {
        double? temperature = sampling.Temperature;
        double? topP = sampling.TopP is 1 ? null : sampling.TopP;
        int? topK = sampling.TopK < 0 ? null : sampling.TopK; // other servers' word for "all"
        if (isThinking)
        {
            Drop(ref temperature, temperature is not (null or 1), "temperature", "the model chooses for itself while it thinks", losses);
            Drop(ref topP, topP < LeastTopPWhileThinking, "top_p", "the model chooses for itself while it thinks", losses);
            Drop(ref topK, topK is not null, "top_k", "the model chooses for itself while it thinks", losses);
        }

        Drop(ref topP, topP is not null && temperature is not null, "top_p", "not taken together with temperature", losses);
        string[] stops = [.. sampling.Stop.Where(stop => !string.IsNullOrWhiteSpace(stop))];
        if (stops.Length < sampling.Stop.Count)
        {
            losses.Ignored("stop", "stop strings of nothing but white space are refused");
        }

        return sampling with { Temperature = temperature, TopP = topP, TopK = topK, Stop = stops };
    }

    private static void Drop<T>(ref T? value, bool isRefused, string path, string reason, LossList losses)
        where T : struct
    {
        if (isRefused)
        {
            value = null;
            losses.Ignored(path, reason);
        }
    }

    private static void TellOthers(ChatRequest request, LossList losses)
    {
        SamplingOptions sampling = request.Sampling;
        ReadOnlySpan<(string Path, bool IsSaid)> others =
        [
            ("min_p", sampling.MinP is not null),
            ("frequency_penalty", sampling.FrequencyPenalty is not null),
            ("presence_penalty", sampling.PresencePenalty is not null),
            ("repetition_penalty", sampling.RepetitionPenalty is not null),
            ("logit_bias", sampling.LogitBias.Count > 0),
            ("seed", sampling.Seed is not null),
            ("n", request.N > 1),
            ("logprobs", request.Logprobs),
            ("top_logprobs", request.TopLogprobs > 0),
        ];
        foreach ((string path, bool isSaid) in others)
        {
            if (isSaid)
            {
                losses.Ignored(path, "the dialect has no such option");
            }
        }
    }
}
