namespace Changeover.Inference.Store;

/// <summary>A file of a model in the store.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ModelFile(string Path, long Size, string Sha256);
