using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary><c>generationConfig</c>.</summary>
internal static class GenerationConfigReader
{
    private const string FormatName = "response"; // Gemini's formats have no name, others' must
    private const int Dynamic = -1; // a thinkingBudget that the model chooses

    public static ChatRequest Read(ChatRequest request, JsonFields? config, out JsonFields? thinking)
    {
        thinking = config?.Inside("thinkingConfig");
        if (config is null)
        {
            return request;
        }

        return request with
        {
            Sampling = ReadSampling(config),
            MaxOutputTokens = (int?)config.Integer("maxOutputTokens", 0, int.MaxValue),
            N = (int)(config.Integer("candidateCount", 1, int.MaxValue) ?? 1),
            Logprobs = config.Flag("responseLogprobs") ?? false,
            TopLogprobs = (int)(config.Integer("logprobs", 0, int.MaxValue) ?? 0),
            ResponseFormat = ReadFormat(config),
            ReasoningBudget = ReadBudget(thinking),
            ReasoningEffort = ReadLevel(thinking),
            ShowReasoning = thinking?.Flag("includeThoughts"),
        };
    }

    private static SamplingOptions ReadSampling(JsonFields config) => new()
    {
        Temperature = config.Number("temperature"),
        TopP = config.Number("topP"),
        TopK = (int?)config.Integer("topK", int.MinValue, int.MaxValue),
        PresencePenalty = config.Number("presencePenalty"),
        FrequencyPenalty = config.Number("frequencyPenalty"),
        Seed = config.Integer("seed", int.MinValue, int.MaxValue),
        Stop = ReadStop(config),
    };

    private static List<string> ReadStop(JsonFields config)
    {
        var stops = new List<string>();
        foreach ((JsonElement item, string path) in config.Items("stopSequences"))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                stops.Add(item.GetString()!);
            }
            else
            {
                config.Faults.WrongType(path, "a string");
            }
        }

        return stops;
    }

    /// <summary>JSON with or without a schema, or text; another media type (<c>text/x.enum</c>) stays with the rest.</summary>
    private static ResponseFormat? ReadFormat(JsonFields config)
    {
        switch (config.Text("responseMimeType"))
        {
            case null:
                return null;
            case "text/plain":
                return new ResponseFormat.Text();
            case "application/json" when ReadSchema(config) is { } schema:
                return new ResponseFormat.JsonSchema(FormatName, schema, Strict: false);
            case "application/json":
                return new ResponseFormat.JsonObject();
            default:
                config.GiveBack("responseMimeType");
                return null;
        }
    }

    private static JsonElement? ReadSchema(JsonFields config) =>
        config.Any("responseJsonSchema")?.Clone()
        ?? (config.Any("responseSchema") is { } schema ? GeminiSchema.ToJsonSchema(schema) : null);

    private static int? ReadBudget(JsonFields? thinking)
    {
        int? budget = (int?)thinking?.Integer("thinkingBudget", Dynamic, int.MaxValue);
        if (budget == Dynamic)
        {
            thinking!.GiveBack("thinkingBudget");
            return null;
        }

        return budget;
    }

    private static string? ReadLevel(JsonFields? thinking)
    {
        string? level = thinking?.Text("thinkingLevel")?.ToLowerInvariant();
        return level is null or "thinking_level_unspecified" ? null : level;
    }
}
