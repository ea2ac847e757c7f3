using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Checks a generateContent request and reads the question out of it.</summary>
internal sealed class GenerateReader(ContentRules rules)
{
    /// <summary>What an image, a sound or a file counts as.</summary>
    private const int TokensPerAttachment = 85;

    /// <param name="request">A request with its names in camelCase.</param>
    /// <param name="model">The model in the path.</param>
    public Question Read(JsonObject request, string model)
    {
        Check(request, model);
        var config = request["generationConfig"] as JsonObject;
        var choice = request["toolConfig"]?["functionCallingConfig"];
        var mode = (string?)choice?["mode"];
        var allowed = Texts(choice?["allowedFunctionNames"]);
        var contents = (JsonArray)request["contents"]!;
        return new Question
        {
            Model = model,
            Text = LastUserText(contents),
            PromptTokens = Count(request),
            Tools = [.. ToolRules.Declared(request).Where(function => allowed.Count == 0 || allowed.Contains((string)function["name"]!, StringComparer.Ordinal))
                .Select(function => new Tool((string)function["name"]!, function["parameters"] ?? function["parametersJsonSchema"]))],
            CallsTool = mode == "ANY" || (mode != "NONE" && !Parts(contents[^1]).Any(part => part["functionResponse"] is not null)),
            WantsJson = (string?)config?["responseMimeType"] == "application/json",
            Schema = config?["responseSchema"] ?? config?["responseJsonSchema"],
            ReasoningWords = ReasoningWords(config?["thinkingConfig"]),
            MaxTokens = (int?)ConfigRules.Number(config, "maxOutputTokens"),
            Stops = Texts(config?["stopSequences"]),
            Choices = (int?)ConfigRules.Number(config, "candidateCount") ?? 1,
            Seed = (int?)ConfigRules.Number(config, "seed") ?? 0,
        };
    }

    /// <summary>Tokens of the turns, the instruction and the tools.</summary>
    public static int Count(JsonObject request) =>
        CountTurns(request["contents"]) + Parts(request["systemInstruction"]).Sum(CountPart)
        + (request["tools"] is JsonArray { Count: > 0 } tools ? Tokens.Count(Wire.Text(tools)) : 0);

    public static int CountTurns(JsonNode? contents) => (contents as JsonArray ?? []).Sum(content => Parts(content).Sum(CountPart));

    public static IEnumerable<JsonNode> Parts(JsonNode? content) => (content?["parts"] as JsonArray ?? []).OfType<JsonNode>();

    private void Check(JsonObject request, string model)
    {
        rules.Check(request["contents"] as JsonArray, "GenerateContentRequest.contents", model);
        if (request["systemInstruction"] is { } instruction) rules.CheckParts(instruction, "GenerateContentRequest.system_instruction");
        var faults = ToolRules.Faults(request).Concat(ConfigRules.Faults(request["generationConfig"] as JsonObject)).ToList();
        if (faults.Count > 0) throw GeminiErrors.Invalid(string.Concat(faults.Select(fault => $"* {fault}\n")));
        if (ConfigRules.ModelFault(request, model) is { } impossible) throw GeminiErrors.Invalid(impossible);
    }

    private static int CountPart(JsonNode part) =>
        part["text"] is { } text ? Tokens.Count((string)text!)
        : (part["functionCall"] ?? part["functionResponse"]) is { } function ? Tokens.Count(Wire.Text(function))
        : TokensPerAttachment;

    private static string LastUserText(JsonArray contents) => string.Concat(
        contents.Where(content => (string?)content!["role"] != "model").Select(content => string.Concat(Parts(content).Select(part => (string?)part["text"])))
            .LastOrDefault(text => text.Length > 0));

    private static List<string> Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => (string)item!)];

    private static int ReasoningWords(JsonNode? thinking) => thinking switch
    {
        null => 0,
        _ when ConfigRules.Number(thinking, "thinkingBudget") is 0 => 0,
        _ => (string?)thinking["thinkingLevel"] switch
        {
            "MINIMAL" or "LOW" => 8,
            "HIGH" => 32,
            _ => 16,
        },
    };
}
