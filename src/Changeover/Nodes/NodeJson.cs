using System.Text.Json.Serialization;

namespace Changeover.Nodes;

/// <summary>JSON of nodes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<NodeListing>))]
internal sealed partial class NodeJson : JsonSerializerContext;
