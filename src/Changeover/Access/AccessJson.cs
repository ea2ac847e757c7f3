using System.Text.Json;
using System.Text.Json.Serialization;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>The catalogue's JSON: snake_case names, nothing that is not known.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SnakeCaseEnum<AccessEffect>), typeof(SnakeCaseEnum<AccessUnknown>), typeof(SnakeCaseEnum<AccessConfidence>), typeof(SnakeCaseEnum<Audience>)])]
[JsonSerializable(typeof(IReadOnlyList<AccessRuleEntry>))]
[JsonSerializable(typeof(AccessRuleEntry))]
[JsonSerializable(typeof(IReadOnlyList<CountrySet>))]
internal sealed partial class AccessJson : JsonSerializerContext;
