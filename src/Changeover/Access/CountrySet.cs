using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>A list of countries in the catalogue.</summary>
/// <param name="Name">Named in rules as <c>@name</c>.</param>
/// <param name="Countries">ISO 3166-1 alpha-2, upper case; <c>XK</c> is Kosovo.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="SeenOn">When that was last looked at.</param>
/// <param name="Confidence">How far it is to be believed.</param>
/// <param name="Note">Anything else worth knowing; null = nothing.</param>
internal sealed record CountrySet(string Name, IReadOnlyList<string> Countries, string Source, DateOnly SeenOn, AccessConfidence Confidence, string? Note = null);
