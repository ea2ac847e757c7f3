namespace Changeover.Licences;

/// <summary>How many licences there were, as it was reported.</summary>
/// <param name="AsOf">The day.</param>
/// <param name="Filed">Filings.</param>
/// <param name="Registered">Registrations; null = not told.</param>
/// <param name="Source">Who reported it.</param>
/// <param name="SeenOn">When that was last looked at.</param>
/// <param name="Note">Anything else worth knowing.</param>
internal sealed record LicenceCount(DateOnly AsOf, long Filed, long? Registered, string Source, DateOnly SeenOn, string? Note);
