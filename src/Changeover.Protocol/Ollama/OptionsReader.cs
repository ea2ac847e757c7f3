using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary><c>options</c>: sampling, and what only a model's own runner knows (<c>num_ctx</c>), which stays with the rest.</summary>
internal static class OptionsReader
{
    public static ChatRequest Read(ChatRequest request, JsonFields? options) => options is null ? request : request with
    {
        MaxOutputTokens = ReadBound(options),
        Sampling = new SamplingOptions
        {
            Temperature = options.Number("temperature"),
            TopP = options.Number("top_p"),
            TopK = (int?)options.Integer("top_k", int.MinValue, int.MaxValue),
            MinP = options.Number("min_p"),
            RepetitionPenalty = options.Number("repeat_penalty"),
            PresencePenalty = options.Number("presence_penalty"),
            FrequencyPenalty = options.Number("frequency_penalty"),
            Seed = options.Integer("seed", long.MinValue, long.MaxValue),
            Stop = ReadStop(options),
        },
    };

    /// <summary>A negative bound is none.</summary>
    private static int? ReadBound(JsonFields options) =>
        options.Integer("num_predict", int.MinValue, int.MaxValue) is >= 0 and long bound ? (int)bound : null;

    private static List<string> ReadStop(JsonFields options)
    {
        if (options.Any("stop") is { ValueKind: JsonValueKind.String } one)
        {
            return [one.GetString()!];
        }

        var stops = new List<string>();
        foreach ((JsonElement item, string path) in options.Items("stop"))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                stops.Add(item.GetString()!);
            }
            else
            {
                options.Faults.WrongType(path, "a string");
            }
        }

        return stops;
    }
}
