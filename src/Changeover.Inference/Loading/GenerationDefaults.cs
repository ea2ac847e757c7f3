using Changeover.Protocol.Chat;

namespace Changeover.Inference.Loading;

/// <summary>How the model's makers want it sampled, from <c>generation_config.json</c>; holds where a request says nothing.</summary>
internal sealed record GenerationDefaults(SamplingOptions Sampling, IReadOnlyList<int> EndTokens)
{
    public static GenerationDefaults Read(ModelFolder folder)
    {
        var json = ModelJson.Read(folder, "generation_config.json", optional: true);
        var greedy = json.Bool("do_sample") is false;
        var sampling = new SamplingOptions
        {
            Temperature = greedy ? 0 : json.Double("temperature"),
            TopP = json.Double("top_p"),
            TopK = json.Int("top_k"),
            MinP = json.Double("min_p"),
            RepetitionPenalty = json.Double("repetition_penalty"),
        };
        return new GenerationDefaults(sampling, json.Ints("eos_token_id"));
    }
}
