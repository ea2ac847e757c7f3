using System.Text.Json.Serialization;

namespace Changeover.Gateway.Snapshot.Published;

/// <summary>JSON of the history.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<PublishedConfig>))]
internal sealed partial class PublishedJson : JsonSerializerContext;
