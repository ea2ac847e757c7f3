using System.Text.Json;
using System.Text.Json.Serialization;

namespace Changeover.Conformance.Adapters;

/// <summary>
/// JSON of an adapter: snake_case, comments allowed, and a name that nobody knows is an error. Read by reflection, which keeps the defaults of what is left out.
/// </summary>
internal static class AdapterJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };
}
