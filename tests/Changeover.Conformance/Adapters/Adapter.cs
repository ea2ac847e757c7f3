using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Conformance.Adapters;

/// <summary>What the suite must know of a gateway: how its requests reach the two sandboxes. Read from a JSON file.</summary>
public sealed record Adapter
{
    /// <summary>Name of the gateway, for the report.</summary>
    public required string Gateway { get; init; }

    /// <summary>Its version, for the report.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the suite starts the first upstream; the gateway is configured with it. Loopback.</summary>
    public Uri First { get; init; } = new("http://127.0.0.1:7191");

    /// <summary>Where it starts the second one.</summary>
    public Uri Second { get; init; } = new("http://127.0.0.1:7192");

    /// <summary>The credential with which the gateway reaches the upstreams; must never be seen by a client.</summary>
    public required string UpstreamKey { get; init; }

    /// <summary>Header that carries the client's key, in all dialects; null = each dialect's own.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Header of an answer that names the request.</summary>
    public string RequestIdHeader { get; init; } = "x-request-id";

    /// <summary>Longest time until the gateway uses an upstream again that it had left alone.</summary>
    public double RecoverySeconds { get; init; } = 10;

    /// <summary>Dialects that the gateway offers (<c>chat</c>, <c>responses</c>, <c>messages</c>, <c>gemini</c>), and how each reaches the upstreams.</summary>
    public required IReadOnlyDictionary<string, DialectAccess> Dialects { get; init; }

    /// <summary>A model of the dialect <c>chat</c>, on its plain way, whose requests a limit counts; null = the gateway has none.</summary>
    public string? LimitedModel { get; init; }

    /// <summary>A budget; null = the gateway has none.</summary>
    public BudgetAccess? Budget { get; init; }

    /// <summary>What the gateway does not offer: a check's name or the beginning of one, and why.</summary>
    public IReadOnlyDictionary<string, string> NotOffered { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the adapter could not express, for the report.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="JsonException">It is not an adapter.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Adapter Read(string file) => JsonSerializer.Deserialize<Adapter>(File.ReadAllText(file), AdapterJson.Options)
        ?? throw new JsonException($"{file} holds null.");

    /// <summary>Why a check is not offered; null = it is.</summary>
    public string? WhyNot(string check) =>
        NotOffered.Where(pair => check.StartsWith(pair.Key, StringComparison.Ordinal)).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>The headers of a path to the upstreams, filled in; a value that is an object is sent as JSON.</summary>
    public IEnumerable<(string Name, string Value)> Headers(Access access) => access.Headers.Select(header => (header.Key, Fill(header.Value)));

    private string Fill(JsonNode? value) => (value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "")
        .Replace("{first}", Address(First), StringComparison.Ordinal)
        .Replace("{second}", Address(Second), StringComparison.Ordinal)
        .Replace("{upstream_key}", UpstreamKey, StringComparison.Ordinal);

    private static string Address(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
