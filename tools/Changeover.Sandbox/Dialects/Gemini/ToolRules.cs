using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>The rules for function declarations and for the choice among them.</summary>
internal static partial class ToolRules
{
    /// <summary>The functions that a request declares, in their order.</summary>
    public static IReadOnlyList<JsonObject> Declared(JsonObject request) =>
        [.. Declarations(request).Select(declaration => declaration.Function)];

    public static IEnumerable<string> Faults(JsonObject request)
    {
        foreach (var (function, path) in Declarations(request))
        {
            if (!LegalName().IsMatch((string?)function["name"] ?? ""))
                yield return $"{path}.name: Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), "
                    + "underscores (_), dots (.), colons (:) or dashes (-), with a maximum length of 64.";
            if (function["parameters"] is not null && function["parametersJsonSchema"] is not null)
                yield return $"{path}.parameters_json_schema: parameters and parameters_json_schema are mutually exclusive.";
            foreach (var fault in SchemaRules.Faults(function["parameters"], $"{path}.parameters")) yield return fault;
        }

        var choice = request["toolConfig"]?["functionCallingConfig"];
        var names = Declared(request).Select(function => (string?)function["name"]).ToList();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            yield return $"GenerateContentRequest.tools: Duplicate function declaration found: {twice.Key}";
        if ((string?)choice?["mode"] == "ANY" && names.Count == 0)
            yield return "GenerateContentRequest.tool_config.function_calling_config.mode: function calling mode ANY requires at least one function declaration.";
        if (choice?["allowedFunctionNames"] is not JsonArray { Count: > 0 } allowed) yield break;
        if ((string?)choice["mode"] is not ("ANY" or "VALIDATED"))
            yield return "GenerateContentRequest.tool_config.function_calling_config.allowed_function_names: "
                + "allowed_function_names should only be set when function calling mode is ANY.";
        foreach (var name in allowed.Select(name => (string?)name).Except(names, StringComparer.Ordinal))
            yield return $"GenerateContentRequest.tool_config.function_calling_config.allowed_function_names: function {name} is not declared.";
    }

    private static IEnumerable<(JsonObject Function, string Path)> Declarations(JsonObject request) =>
        (request["tools"] as JsonArray ?? []).SelectMany((tool, at) =>
            (tool!["functionDeclarations"] as JsonArray ?? []).Select((function, index) =>
                ((JsonObject)function!, $"GenerateContentRequest.tools[{at}].function_declarations[{index}]")));

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegalName();
}
