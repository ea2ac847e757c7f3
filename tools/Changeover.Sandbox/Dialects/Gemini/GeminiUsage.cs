using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>The usage object: thoughts stand apart from the candidates' tokens, and a count of zero is left out.</summary>
internal static class GeminiUsage
{
    public static JsonObject Whole(Answer answer) => Write(answer, answer.CompletionTokens - answer.ReasoningTokens, answer.ReasoningTokens);

    /// <summary>What is known before the end.</summary>
    public static JsonObject Prompt(Answer answer) => Write(answer, 0, 0);

    private static JsonObject Write(Answer answer, int candidates, int thoughts)
    {
        var usage = new JsonObject { ["promptTokenCount"] = answer.PromptTokens };
        if (candidates > 0) usage["candidatesTokenCount"] = candidates;
        usage["totalTokenCount"] = answer.PromptTokens + candidates + thoughts;
        if (answer.CachedTokens > 0) usage["cachedContentTokenCount"] = answer.CachedTokens;
        usage["promptTokensDetails"] = ByModality(answer.PromptTokens);
        if (thoughts > 0) usage["thoughtsTokenCount"] = thoughts;
        return usage;
    }

    public static JsonArray ByModality(int tokens) => [new JsonObject { ["modality"] = "TEXT", ["tokenCount"] = tokens }];
}
