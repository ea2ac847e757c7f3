using System.Text.Json.Serialization;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Recording;

namespace Changeover.Keys;

/// <summary>JSON of keys, in the table and after <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(SnakeCaseEnum<Audience>)])]
[JsonSerializable(typeof(CallerAttributes))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(KeyListing))]
[JsonSerializable(typeof(IReadOnlyList<KeyListing>))]
internal sealed partial class KeyJson : JsonSerializerContext;
