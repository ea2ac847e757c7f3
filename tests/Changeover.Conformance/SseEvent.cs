using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Conformance;

/// <summary>One event of a stream.</summary>
/// <param name="Name">Value of <c>event:</c>; null = none.</param>
/// <param name="Data">Value of <c>data:</c>.</param>
public sealed record SseEvent(string? Name, string Data)
{
    /// <summary>The data as JSON; null = it is none.</summary>
    public JsonNode? Json { get; } = Parse(Data);

    /// <summary>Its <c>type</c>.</summary>
    public string? Type => (Json as JsonObject)?["type"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : null;

    /// <summary>The events of a stream's text; one that is not closed by a blank line is no event.</summary>
    public static IReadOnlyList<SseEvent> Read(string text)
    {
        var events = new List<SseEvent>();
        var (name, data) = ((string?)null, new List<string>());
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').SkipLast(1))
        {
            if (line.Length == 0)
            {
                if (data.Count > 0) events.Add(new SseEvent(name, string.Join('\n', data)));
                (name, data) = (null, []);
            }
            else if (line.StartsWith("event:", StringComparison.Ordinal)) name = line[6..].Trim();
            else if (line.StartsWith("data:", StringComparison.Ordinal)) data.Add(line[5..].TrimStart(' '));
        }

        return events;
    }

    internal static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
