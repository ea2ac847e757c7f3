using System.Text.Json.Serialization;

namespace Changeover.Keys;

/// <summary>JSON of keys, in the table and after <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(KeyListing))]
[JsonSerializable(typeof(IReadOnlyList<KeyListing>))]
internal sealed partial class KeyJson : JsonSerializerContext;
