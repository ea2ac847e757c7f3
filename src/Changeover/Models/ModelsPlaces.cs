namespace Changeover.Models;

/// <summary>Where the commands find things.</summary>
/// <param name="Clock">For dates and waiting.</param>
/// <param name="ConfiguredData">The data folder of the configuration that <c>--config</c> names.</param>
/// <param name="Environment">Variables of the process.</param>
/// <param name="Catalogue">File of the catalogue.</param>
/// <param name="FreeSpace">Bytes that are free at a path; null = ask the system.</param>
internal sealed record ModelsPlaces(TimeProvider Clock, Func<string?, string?> ConfiguredData, Func<string, string?> Environment, string Catalogue, Func<string, long>? FreeSpace);
