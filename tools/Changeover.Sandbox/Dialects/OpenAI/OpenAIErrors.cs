using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>OpenAI's error body.</summary>
internal static class OpenAIErrors
{
    public static JsonObject Body(ProviderError error) => new() { ["error"] = Inner(error) };

    public static JsonObject Inner(ProviderError error) => new()
    {
        ["message"] = error.Message,
        ["type"] = error.Type,
        ["param"] = error.Param,
        ["code"] = error.Code,
    };
}
