using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>Reads what came back.</summary>
internal static class Answers
{
    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The events of a stream, without its terminal one.</summary>
    public static async Task<IReadOnlyList<JsonNode>> EventsAsync(this Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!)];
    }

    /// <summary>The text that a stream's events add up to.</summary>
    public static string Text(this IEnumerable<JsonNode> events) =>
        string.Concat(events.Select(e => (string?)(e["choices"] as JsonArray)?.FirstOrDefault()?["delta"]?["content"]));
}
