namespace Changeover.Inference.Store;

/// <summary>A file of a <see cref="CatalogueModel"/>.</summary>
/// <param name="Path">In the repository.</param>
/// <param name="Sha256">Lower-case hexadecimal; null = not known, then the hub's own word counts.</param>
public sealed record CatalogueFile(string Path, string? Sha256);
