using System.Text.Json.Serialization;

namespace Changeover.Licences;

/// <summary>The catalogue's JSON and that of the commands: snake_case names, nothing that is not known.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Licence))]
[JsonSerializable(typeof(LicenceCover))]
[JsonSerializable(typeof(LicenceCount))]
[JsonSerializable(typeof(IReadOnlyList<Licence>))]
internal sealed partial class LicenceJson : JsonSerializerContext;
