using System.Text.Json.Nodes;

namespace Changeover.Conformance.Adapters;

/// <summary>What a request says to take one of the adapter's ways.</summary>
/// <param name="Model">Name of the model.</param>
public sealed record Access(string Model)
{
    /// <summary>Headers; <c>{first}</c>, <c>{second}</c> and <c>{upstream_key}</c> are filled in, an object is sent as JSON.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Headers { get; init; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
}
