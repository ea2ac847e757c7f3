using System.Text;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Log-probabilities, made up from the token's length: -0.1 for one character, a tenth less for each further one.</summary>
internal static class Logprobs
{
    public static JsonObject Write(IEnumerable<string> tokens, int top) => new()
    {
        ["content"] = new JsonArray([.. tokens.Select(token => Position(token, top))]),
        ["refusal"] = null,
    };

    private static JsonObject Position(string token, int top)
    {
        var entry = Entry(token, Of(token));
        entry["top_logprobs"] = new JsonArray([.. Enumerable.Range(0, top).Select(rank =>
            rank == 0 ? Entry(token, Of(token)) : Entry($"{token}~{rank}", Of(token) - rank))]);
        return entry;
    }

    private static JsonObject Entry(string token, double logprob) => new()
    {
        ["token"] = token,
        ["logprob"] = logprob,
        ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(token).Select(b => (JsonNode)(int)b)]),
    };

    private static double Of(string token) => -Math.Round(0.1 * token.Length, 1);
}
