namespace Changeover.Inference.Loading;

/// <summary>The shape of a decoder, from <c>config.json</c>.</summary>
internal sealed record ModelConfig
{
    public required int Layers { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    public required int VocabularySize { get; init; }

    public required int ContextLength { get; init; }

    public required IReadOnlyList<int> EndTokens { get; init; }

    public static ModelConfig Read(ModelFolder folder)
    {
        var json = ModelJson.Read(folder, "config.json");
        var heads = json.PositiveInt("num_attention_heads");
        return new ModelConfig
        {
            Layers = json.PositiveInt("num_hidden_layers"),
            KeyValueHeads = json.Int("num_key_value_heads") ?? heads,
            HeadSize = json.Int("head_dim") ?? json.PositiveInt("hidden_size") / heads,
            VocabularySize = json.PositiveInt("vocab_size"),
            ContextLength = json.PositiveInt("max_position_embeddings"),
            EndTokens = json.Ints("eos_token_id"),
        };
    }
}
