using System.Text.Json;
using System.Text.Json.Serialization;

namespace Changeover.Conformance.Adapters;

/// <summary>JSON of an adapter: snake_case, comments allowed, and a name that nobody knows is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(Adapter))]
internal sealed partial class AdapterJson : JsonSerializerContext;
