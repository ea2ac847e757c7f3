using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>The rules for the turns of a conversation: roles, parts, calls and their responses, thought signatures.</summary>
internal sealed class ContentRules(ThoughtSignatures signatures)
{
    private static readonly string[] Data =
        ["text", "inlineData", "functionCall", "functionResponse", "fileData", "executableCode", "codeExecutionResult"];

    /// <param name="contents">The turns.</param>
    /// <param name="path">Where they stand, such as <c>GenerateContentRequest.contents</c>.</param>
    /// <param name="model">The model that is asked.</param>
    public void Check(JsonArray? contents, string path, string model)
    {
        if (contents is not { Count: > 0 }) throw GeminiErrors.Invalid($"* {path}: contents is not specified\n");
        for (var index = 0; index < contents.Count; index++) CheckParts(contents[index]!, $"{path}[{index}]");
        if (contents.Any(content => (string?)content!["role"] is not (null or "" or "user" or "model")))
            throw GeminiErrors.Invalid("Please use a valid role: user, model.");
        if (contents is [var only] && IsModel(only))
            throw GeminiErrors.Invalid("Please ensure that single turn requests end with a user role or the role field is empty.");

        for (var index = 0; index < contents.Count; index++) CheckOrder(contents, index);
        if (model.StartsWith("gemini-3", StringComparison.Ordinal)) CheckSigned(contents);
    }

    /// <summary>A turn needs parts, and each part exactly one thing to say; only a signature may stand beside an empty text.</summary>
    public void CheckParts(JsonNode content, string path)
    {
        if (content["parts"] is not JsonArray { Count: > 0 } parts) throw GeminiErrors.Invalid($"* {path}.parts: contents.parts must not be empty.\n");
        for (var index = 0; index < parts.Count; index++) CheckPart((JsonObject)parts[index]!, $"{path}.parts[{index}]");
    }

    private void CheckPart(JsonObject part, string path)
    {
        var signature = (string?)part["thoughtSignature"];
        var said = Data.Where(part.ContainsKey).ToList();
        if (said.Count > 1)
            throw GeminiErrors.Invalid($"Invalid value at '{path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..]}' (oneof), oneof field 'data' is already set. Cannot set '{said[1]}'");
        if (said.Count == 0 || ((string?)part["text"] is "" && signature is null))
            throw GeminiErrors.Invalid($"* {path}.data: required oneof field 'data' must have one initialized field\n");
        foreach (var (kind, name) in new[] { ("functionCall", "function_call"), ("functionResponse", "function_response") })
            if (part[kind] is JsonObject function && (string?)function["name"] is null or "")
                throw GeminiErrors.Invalid($"* {path}.{name}.name: Name cannot be empty.\n");
        if (signature is not null && !signatures.IsGenuine(signature, (string?)part["functionCall"]?["name"]))
            throw GeminiErrors.Invalid("Corrupted thought signature.");
    }

    private static void CheckOrder(JsonArray contents, int index)
    {
        var (content, before, after) = (contents[index], contents.ElementAtOrDefault(index - 1), contents.ElementAtOrDefault(index + 1));
        var calls = Names(content, "functionCall");
        if (calls.Count > 0 && (!IsModel(content) || before is null || IsModel(before)))
            throw GeminiErrors.Invalid("Please ensure that function call turn comes immediately after a user turn or after a function response turn.");
        if (Names(content, "functionResponse").Count > 0 && (IsModel(content) || Names(before, "functionCall").Count == 0))
            throw GeminiErrors.Invalid("Please ensure that function response turn comes immediately after a function call turn.");
        if (calls.Count > 0 && !calls.Order(StringComparer.Ordinal).SequenceEqual(Names(after, "functionResponse").Order(StringComparer.Ordinal)))
            throw GeminiErrors.Invalid("Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.");
    }

    /// <summary>
    /// The current turn begins with the last thing the user said; in each step of it the first call must be signed. Earlier turns
    /// are not looked at.
    /// </summary>
    private static void CheckSigned(JsonArray contents)
    {
        var begin = contents.Count - 1;
        while (begin > 0 && (IsModel(contents[begin]) || Names(contents[begin], "functionResponse").Count > 0)) begin--;
        for (var index = begin; index < contents.Count; index++)
        {
            var call = Parts(contents[index]).FirstOrDefault(part => part["functionCall"] is not null);
            if (call is not null && call["thoughtSignature"] is null)
                throw GeminiErrors.Invalid(
                    "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing "
                    + "thought_signature may lead to degraded model performance. Additional data, function call "
                    + $"`default_api:{(string?)call["functionCall"]!["name"]}` , position {index + 1}. "
                    + "Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.");
        }
    }

    private static bool IsModel(JsonNode? content) => (string?)content?["role"] == "model";

    private static IEnumerable<JsonNode> Parts(JsonNode? content) => (content?["parts"] as JsonArray ?? []).OfType<JsonNode>();

    private static List<string> Names(JsonNode? content, string kind) =>
        [.. Parts(content).Where(part => part[kind] is not null).Select(part => (string?)part[kind]!["name"] ?? "")];
}
