using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Changeover.Conformance;

/// <summary>Everything that a client received of an answer.</summary>
/// <param name="Status">HTTP status; 0 = none came.</param>
/// <param name="Headers">Headers, in lower case.</param>
/// <param name="Body">The body's text, as far as it came.</param>
/// <param name="End">How it ended.</param>
public sealed record Reply(int Status, ILookup<string, string> Headers, string Body, End End)
{
    /// <summary>Events of a stream.</summary>
    public IReadOnlyList<SseEvent> Events { get; } = SseEvent.Read(Body);

    /// <summary>The body as JSON; null = it is none.</summary>
    public JsonNode? Json => SseEvent.Parse(Body);

    /// <summary>A header's value; null = it is not there.</summary>
    public string? Header(string name) => Headers[name].FirstOrDefault();

    /// <summary>In a few words.</summary>
    public string Words => End == End.Whole ? $"{Status}, {Body.Length} characters" : $"{Status}, {Body.Length} characters, then {End}";

    internal static ILookup<string, string> Collect(params HttpHeaders[] headers) => headers
        .SelectMany(all => all).SelectMany(header => header.Value.Select(value => (Name: header.Key.ToLowerInvariant(), value)))
        .ToLookup(pair => pair.Name, pair => pair.value, StringComparer.OrdinalIgnoreCase);
}
