using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary><c>logprobsResult</c>: the chosen tokens, and the likeliest at the same places.</summary>
internal static class LogprobsReader
{
    /// <summary>null when the candidate has none.</summary>
    public static IReadOnlyList<TokenLogprob>? Read(JsonFields? result)
    {
        if (result?.Any("chosenCandidates") is null)
        {
            return null;
        }

        IReadOnlyList<TokenLogprob>[] tops =
            [.. result.Items("topCandidates").Select(place => (IReadOnlyList<TokenLogprob>)[.. result.Element(place).Items("candidates").Select(item => ReadToken(result.Element(item)))])];
        return [.. result.Items("chosenCandidates").Select((item, place) => ReadToken(result.Element(item)) with { Top = place < tops.Length ? tops[place] : [] })];
    }

    private static TokenLogprob ReadToken(JsonFields token)
    {
        string text = token.Text("token") ?? "";
        return new TokenLogprob(text, token.Number("logProbability") ?? 0, Encoding.UTF8.GetBytes(text));
    }
}
