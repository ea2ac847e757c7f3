using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Log-probabilities, made up from the token's length: -0.1 for one character, a tenth less for each further one.</summary>
internal static class GeminiLogprobs
{
    public static JsonObject Write(IReadOnlyList<string> tokens, int top)
    {
        var result = new JsonObject { ["chosenCandidates"] = new JsonArray([.. tokens.Select(token => Entry(token, 0))]) };
        if (top > 0)
            result["topCandidates"] = new JsonArray([.. tokens.Select(token =>
                new JsonObject { ["candidates"] = new JsonArray([.. Enumerable.Range(0, top).Select(rank => Entry(token, rank))]) })]);
        return result;
    }

    public static double Average(IReadOnlyList<string> tokens) => tokens.Average(Of);

    private static JsonObject Entry(string token, int rank) => new()
    {
        ["token"] = rank == 0 ? token : $"{token}~{rank}",
        ["tokenId"] = token.Length,
        ["logProbability"] = Of(token) - rank,
    };

    private static double Of(string token) => -Math.Round(0.1 * token.Length, 1);
}
