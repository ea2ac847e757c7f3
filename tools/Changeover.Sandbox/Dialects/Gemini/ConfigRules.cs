using System.Globalization;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Bounds and mutual exclusions of <c>generationConfig</c>.</summary>
internal static class ConfigRules
{
    private static readonly string[] MimeTypes = ["text/plain", "application/json", "application/xml", "application/yaml", "text/x.enum"];

    private static readonly (string Name, string Spelled, double From, double To)[] Ranges =
    [
        ("temperature", "temperature", 0, 2),
        ("topP", "top_p", 0, 1),
        ("topK", "top_k", 1, 1000),
        ("candidateCount", "candidate_count", 1, 8),
        ("maxOutputTokens", "max_output_tokens", 1, 1_000_000),
        ("logprobs", "logprobs", 0, 20),
        ("presencePenalty", "presence_penalty", -2, 2),
        ("frequencyPenalty", "frequency_penalty", -2, 2),
    ];

    public static IEnumerable<string> Faults(JsonObject? config)
    {
        if (config is null) yield break;
        const string path = "GenerateContentRequest.generation_config";
        foreach (var (name, spelled, from, to) in Ranges)
            if (Number(config, name) is { } value && (value < from || value > to)) yield return $"{path}.{spelled}: must be in the range [{from}, {to}].";

        var mimeType = (string?)config["responseMimeType"] ?? "text/plain";
        var (schema, jsonSchema) = (config["responseSchema"], config["responseJsonSchema"]);
        if (!MimeTypes.Contains(mimeType))
            yield return $"{path}.response_mime_type: allowed mimetypes are {string.Join(", ", MimeTypes.Select(type => $"`{type}`"))}.";
        if ((schema ?? jsonSchema) is not null && mimeType is not ("application/json" or "text/x.enum"))
            yield return $"{path}.response_schema: only allowed with response_mime_type application/json.";
        if (schema is not null && jsonSchema is not null) yield return $"{path}.response_json_schema: response_schema and response_json_schema are mutually exclusive.";
        if (config["stopSequences"] is JsonArray { Count: > 5 }) yield return $"{path}.stop_sequences: at most 5 stop sequences are allowed.";
        if (config["logprobs"] is not null && (bool?)config["responseLogprobs"] is not true)
            yield return $"{path}.logprobs: only allowed when response_logprobs is true.";
        foreach (var fault in SchemaRules.Faults(schema, $"{path}.response_schema")) yield return fault;
    }

    /// <summary>What this model cannot do; null = nothing.</summary>
    public static string? ModelFault(JsonObject request, string model)
    {
        var config = request["generationConfig"];
        var thinking = config?["thinkingConfig"];
        var isThird = model.StartsWith("gemini-3", StringComparison.Ordinal);
        return thinking switch
        {
            { } when thinking["thinkingBudget"] is not null && thinking["thinkingLevel"] is not null => "You can only set only one of thinking budget and thinking level.",
            { } when thinking["thinkingLevel"] is not null && !isThird => "Thinking level is not supported for this model.",
            { } when Number(thinking, "thinkingBudget") is 0 && model.StartsWith("gemini-2.5-pro", StringComparison.Ordinal) => "Budget 0 is invalid. This model only works in thinking mode.",
            _ when !isThird && (string?)config?["responseMimeType"] == "application/json" && ToolRules.Declared(request).Count > 0 =>
                "Function calling with a response mime type: 'application/json' is unsupported",
            _ => null,
        };
    }

    public static double? Number(JsonNode? from, string name) => from?[name] is JsonValue value
        ? double.Parse(value.ToString(), CultureInfo.InvariantCulture)
        : null;
}
